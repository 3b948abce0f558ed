import { CookieJar } from "tough-cookie";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "../support/page-load.ts";
import type { StartedApp } from "../support/start-app.ts";

/** What happened on the way to a page. */
export interface Trip {
  /** Each request of the browser with its response: "GET /dashboard: 302". */
  requests: string[];
  /** Each call to the core meanwhile: "POST /recipe/session/verify". */
  core: string[];
  /** What is seen in the end. */
  end: "the page" | "the sign-in page" | "an error" | "an offer to try again" | "never";
}

/** A browser of alice's: its cookies, and what the front-end SDK does in it. */
export class HttpClient {
  readonly #jar = new CookieJar();
  readonly #app: StartedApp;
  readonly #core: RunningMockCore;
  #requests: string[] = [];

  constructor(app: StartedApp, core: RunningMockCore) {
    this.#app = app;
    this.#core = core;
  }

  /** Signs in as a script does: it sees the front token. */
  async signIn(path: string): Promise<void> {
    const response = await this.request("POST", path, {
      "content-type": "application/x-www-form-urlencoded",
    });
    if (response.status !== 200)
      throw new Error(`The sign-in responded with ${response.status}`);
    this.#seen(response);
  }

  cookie(name: string): string {
    const cookies = this.#jar.getCookiesSync(`${this.#app.url}/auth/session/refresh`);
    return cookies.find(({ key }) => key === name)?.value ?? "";
  }

  set(name: string, value: string): void {
    this.#jar.setCookieSync(`${name}=${value}; Path=/`, this.#app.url);
  }

  forgetEverything(): void {
    this.#jar.removeAllCookiesSync();
  }

  /** Lets the access token expire, and the front token with it, as time does. */
  async expire(): Promise<void> {
    const token = await this.#core.control.expire(this.cookie("sAccessToken"));
    this.set("sAccessToken", token);
    this.set("sFrontToken", frontTokenOf(token));
  }

  /** Opens a page, or calls an API, and does all that a browser and the front end do then. */
  async open(path: string): Promise<Trip> {
    this.#requests = [];
    const before = this.#core.control.requests.length;
    const end = await this.#arrive(path);
    const core = this.#core.control.requests
      .slice(before)
      .map((entry) => `${entry.method} ${entry.path}`);
    return { requests: this.#requests, core, end };
  }

  async #arrive(start: string): Promise<Trip["end"]> {
    let path = start;
    for (let hop = 0; hop < 12; hop++) {
      const { status, headers } = await this.request("GET", path);
      const location = headers.get("location");
      const onRefreshPage = path.startsWith("/refresh-session");
      if (status === 401 || onRefreshPage) {
        const refreshed = await this.#refresh();
        if (refreshed === 401) return "the sign-in page";
        if (refreshed !== 200) return "an offer to try again";
        if (onRefreshPage) {
          path = new URL(path, this.#app.url).searchParams.get("redirectBack") ?? "/";
        }
      } else if (location) {
        path = location.replace(this.#app.url, "");
      } else if (path.startsWith("/login")) return "the sign-in page";
      else return status === 200 ? "the page" : "an error";
    }
    return "never";
  }

  /** What the front-end SDK does on the refresh page and after a 401. */
  async #refresh(): Promise<number> {
    const response = await this.request("POST", "/auth/session/refresh", { rid: "anti-csrf" });
    this.#seen(response);
    return response.status;
  }

  /** A script reads the front token of a response, and keeps it in a cookie. */
  #seen({ headers }: Response): void {
    const front = headers.get("front-token");
    if (front) this.set("sFrontToken", front);
  }

  async request(
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const url = this.#app.url + path;
    const response = await loadPage(url, {
      method,
      headers: {
        accept: method === "POST" ? "application/json" : "text/html",
        cookie: this.#jar.getCookieStringSync(url),
        ...headers,
      },
      ...(method === "POST" && { body: "user=alice" }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      this.#jar.setCookieSync(cookie, url, { loose: true });
    }
    await response.arrayBuffer();
    this.#requests.push(`${method} ${path.split("?")[0]}: ${response.status}`);
    return response;
  }
}

/** The front token that belongs to an access token, as the SDK makes it. */
export function frontTokenOf(accessToken: string): string {
  const payload = JSON.parse(
    Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString(),
  );
  const front = { uid: payload.sub, ate: payload.exp * 1000, up: payload };
  return Buffer.from(JSON.stringify(front)).toString("base64");
}
