import { atLeast } from "./cdi.ts";
import { type Call, type CoreResponse, refuse } from "./http.ts";
import { parseObject, read, type Shape, type Values } from "./input.ts";
import { type App, appOf, type Core } from "./state.ts";

export type Context = {
  core: Core;
  call: Call;
  cdi: string;
  appId: string;
  tenantId: string;
};

type Handled = CoreResponse | Promise<CoreResponse>;
export type Handler = (context: Context) => Handled;

export type Endpoints = Record<string, Endpoint>;
export type Endpoint = { [method in "GET" | "POST" | "PUT" | "DELETE"]?: Handler };

/**
 * What a call concerns (WebserverAPI.java): the tenant in its path; the app, whatever the tenant in the path; or the app,
 * which from CDI 5.0 on only the public tenant can call.
 */
type Scope = "tenant" | "app" | "public";

/** Throws 400 when app or tenant do not exist, 403 for a tenant that is not allowed to call. */
export function appIn(scope: Scope, { core, cdi, appId, tenantId }: Context) {
  if (scope === "public" && tenantId !== "public" && atLeast(cdi, "5.0"))
    refuse(403, "Only public tenantId can call this app specific API");
  return appOf(core, appId, scope === "tenant" ? tenantId : "public");
}

export function inputOf<S extends Shape>({ call, cdi }: Context, shape: S) {
  // The first of several parameters of a name counts.
  const query = () => Object.fromEntries([...call.query].reverse());
  const isInQuery = call.method === "GET" || call.method === "DELETE";
  return read(isInQuery ? query() : parseObject(call.body), shape, cdi);
}

const handling =
  (method: "GET" | "POST" | "PUT" | "DELETE") =>
  <S extends Shape>(
    scope: Scope,
    shape: S,
    handle: (input: Values<S>, context: Context & { app: App }) => Handled,
  ): Endpoint => ({
    [method]: (context: Context) => {
      const input = inputOf(context, shape);
      return handle(input, { ...context, app: appIn(scope, context) });
    },
  });

export const get = handling("GET");
export const post = handling("POST");
export const put = handling("PUT");
export const remove = handling("DELETE");
