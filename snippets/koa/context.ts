import { parseCookie, stringifySetCookie } from "cookie";
import type { Context } from "koa";
import { wrapRequest, wrapResponse } from "supertokens-node/framework/koa";

// The SDK also accepts a Koa context. It then uses ctx.cookies, which does not decode what
// another server has encoded, adds a signature to every cookie of an app that has keys,
// and throws for a secure cookie behind a proxy. So the two wrappers get the cookies that
// the SDK has with Express.

/** What the SDK reads: the request in `ctx`. */
export function requestOf(ctx: Context) {
  const request = wrapRequest(ctx);
  request.getCookieValue = (name) => parseCookie(ctx.get("Cookie"))[name];
  return request;
}

/** What the SDK writes to: the response in `ctx`. */
export function responseOf(ctx: Context) {
  const response = wrapResponse(ctx);
  response.setCookie = (name, value, domain, secure, httpOnly, expires, path, sameSite) => {
    const cookie = stringifySetCookie({
      name,
      value,
      secure,
      httpOnly,
      expires: new Date(expires),
      path,
      sameSite,
      ...(domain !== undefined && { domain }),
    });
    const set = [ctx.response.headers["set-cookie"] ?? []].flat();
    ctx.set("Set-Cookie", [...set.filter((other) => !other.startsWith(`${name}=`)), cookie]);
  };
  return response;
}
