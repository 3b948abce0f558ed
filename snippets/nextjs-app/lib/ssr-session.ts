import { cookies, headers } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";
import { Error as SuperTokensError } from "supertokens-node";
import { CollectingResponse, PreParsedRequest } from "supertokens-node/framework/custom";
import {
  getSession,
  type SessionContainer,
  Error as SessionError,
  type VerifySessionOptions,
} from "supertokens-node/recipe/session";
import type { HTTPMethod } from "supertokens-node/types";
import "./init";
import { pageLoad } from "./page-load";

export interface SsrSession {
  session: SessionContainer | undefined;
  /** There is a session, or a refresh may bring one back. */
  hasToken: boolean;
  hasInvalidClaims: boolean;
  /** The cookies and headers that the SDK has set. A server component cannot send them. */
  baseResponse: CollectingResponse;
  /** The response of an API route where the session is not valid: 401 or 403. */
  nextResponse?: NextResponse;
}

/**
 * The session of a request; in a server component, which receives no request, that of the
 * request being rendered.
 */
export async function getSSRSession(
  request?: NextRequest,
  options: VerifySessionOptions | undefined = request ? undefined : pageLoad,
): Promise<SsrSession> {
  const store = request?.cookies ?? (await cookies());
  const baseRequest = new PreParsedRequest({
    method: (request?.method.toLowerCase() ?? "get") as HTTPMethod,
    url: request?.url ?? "",
    query: Object.fromEntries(request?.nextUrl.searchParams ?? []),
    headers: request?.headers ?? (await headers()),
    cookies: Object.fromEntries(store.getAll().map(({ name, value }) => [name, value])),
    getFormBody: async () => request?.formData(),
    getJSONBody: async () => request?.json(),
  });
  const baseResponse = new CollectingResponse();
  try {
    const session = await getSession(baseRequest, baseResponse, options);
    return { session, hasToken: session !== undefined, hasInvalidClaims: false, baseResponse };
  } catch (error) {
    if (!SuperTokensError.isErrorFromSuperTokens(error)) throw error;
    const hasInvalidClaims = error.type === SessionError.INVALID_CLAIMS;
    return {
      session: undefined,
      hasToken: error.type !== SessionError.UNAUTHORISED,
      hasInvalidClaims,
      baseResponse,
      nextResponse: new NextResponse("Authentication required", {
        status: hasInvalidClaims ? 403 : 401,
      }),
    };
  }
}

/** Responds for an API route: 401 without a session, 403 where a claim fails, or what `handler` says. */
export async function withSession(
  request: NextRequest,
  handler: (session: SessionContainer | undefined) => Promise<NextResponse>,
  options?: VerifySessionOptions,
): Promise<NextResponse> {
  const { session, nextResponse, baseResponse } = await getSSRSession(request, options);
  const response = nextResponse ?? (await handler(session));
  for (const { key, value, expires, ...attributes } of baseResponse.cookies) {
    const sameSite = attributes.sameSite;
    response.cookies.set(key, value, { ...attributes, sameSite, expires: new Date(expires) });
  }
  baseResponse.headers.forEach((value, name) => {
    response.headers.set(name, value);
  });
  // Not only where there are cookies: the response of an API is one user's own.
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("Vary", "Cookie");
  return response;
}
