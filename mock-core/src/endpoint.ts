import { atLeast } from "./cdi.ts";
import { type Answer, type Call, refuse } from "./http.ts";
import { parseObject, read, type Shape, type Values } from "./input.ts";
import { type App, appOf, type Core } from "./state.ts";

export type Context = {
  core: Core;
  call: Call;
  cdi: string;
  appId: string;
  tenantId: string;
};

type Reply = Answer | Promise<Answer>;
export type Handler = (context: Context) => Reply;

export type Endpoints = Record<string, Endpoint>;
export type Endpoint = { [method in "GET" | "POST" | "PUT" | "DELETE"]?: Handler };

/** Whom a call is for: T, A or A! of contract section 1.5. */
type Scope = "tenant" | "app" | "public";

/** Throws 400 when app or tenant do not exist, 403 for a tenant that may not ask. */
export function appIn(scope: Scope, { core, cdi, appId, tenantId }: Context) {
  if (scope === "public" && tenantId !== "public" && atLeast(cdi, "5.0"))
    refuse(403, "Only public tenantId can call this app specific API");
  return appOf(core, appId, scope === "tenant" ? tenantId : "public");
}

export function inputOf<S extends Shape>({ call, cdi }: Context, shape: S) {
  // The first of several parameters of a name counts.
  const query = () => Object.fromEntries([...call.query].reverse());
  return read(call.method === "GET" ? query() : parseObject(call.body), shape, cdi);
}

const answering =
  (method: "GET" | "POST" | "PUT") =>
  <S extends Shape>(
    scope: Scope,
    shape: S,
    handle: (input: Values<S>, context: Context & { app: App }) => Reply,
  ): Endpoint => ({
    [method]: (context: Context) => {
      const input = inputOf(context, shape);
      return handle(input, { ...context, app: appIn(scope, context) });
    },
  });

export const get = answering("GET");
export const post = answering("POST");
export const put = answering("PUT");
