/** The requests that an SDK makes around a session, as the Node SDK makes them today. */

const headers = { "content-type": "application/json", "cdi-version": "5.4", rid: "session" };

export interface Tokens {
  accessToken: { token: string };
  refreshToken: { token: string };
}

/** A request to a core, without the core's URL. */
export interface Call {
  path: string;
  method: "POST";
  headers: Record<string, string>;
  body: string;
}

const post = (path: string, body: object): Call => ({
  path,
  method: "POST",
  headers,
  body: JSON.stringify(body),
});

export const createCall = (userId: string): Call =>
  post("/recipe/session", {
    userId,
    userDataInJWT: {},
    userDataInDatabase: {},
    enableAntiCsrf: false,
    useDynamicSigningKey: true,
  });

export const verifyCall = ({ accessToken }: Tokens): Call =>
  post("/recipe/session/verify", {
    accessToken: accessToken.token,
    enableAntiCsrf: false,
    doAntiCsrfCheck: false,
    checkDatabase: false,
  });

/** The same token again and again is fine: until a child of it is used, it stays the newest. */
export const refreshCall = ({ refreshToken }: Tokens): Call =>
  post("/recipe/session/refresh", {
    refreshToken: refreshToken.token,
    enableAntiCsrf: false,
    useDynamicSigningKey: true,
  });

/** Makes the call. Throws if the core does not respond with OK. */
export async function answerOf(
  fetch: (request: Request) => Promise<Response>,
  { path, ...init }: Call,
  core = "http://core",
): Promise<unknown> {
  const response = await fetch(new Request(core + path, init));
  const answer = (await response.json()) as { status?: string };
  if (answer.status !== "OK") throw new Error(`${path} answers ${JSON.stringify(answer)}`);
  return answer;
}

/** A new session. Throws when there is none. */
export async function createSession(
  fetch: (request: Request) => Promise<Response>,
  userId: string,
  core?: string,
): Promise<Tokens> {
  return (await answerOf(fetch, createCall(userId), core)) as Tokens;
}
