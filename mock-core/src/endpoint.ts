import { atLeast } from "./cdi.ts";
import { type Answer, type Call, refuse } from "./http.ts";
import { parseObject, read, type Shape, type Values } from "./input.ts";
import { type App, appOf, type Core } from "./state.ts";

/** One call on its way to an endpoint: who it is for and which CDI version it speaks. */
export type Context = {
  core: Core;
  call: Call;
  cdi: string;
  /** As in the path, "public" when absent; neither needs to exist. */
  appId: string;
  tenantId: string;
};

export type Reply = Answer | Promise<Answer>;
export type Handler = (context: Context) => Reply;

/** What an endpoint answers to each method, and which of the common checks it leaves out. */
export type Endpoint = { [method in "GET" | "POST" | "PUT" | "DELETE"]?: Handler } & {
  /** False: no API key is asked for. */
  apiKey?: false;
  /** False: a CDI version that is not on the list is let through. */
  cdiVersion?: false;
};

/** Endpoints by their path. */
export type Endpoints = Record<string, Endpoint>;

/**
 * Whom a call is for (the kinds T, A and A! of contract section 1.5): the tenant of the path, which must exist; the
 * app, whatever the tenant; or the app, from CDI 5.0 on by its public tenant alone.
 */
export type Scope = "tenant" | "app" | "public tenant";

/** The app of a call. Throws 400 when app or tenant do not exist, 403 for a tenant that may not ask. */
export function appIn(scope: Scope, { core, cdi, appId, tenantId }: Context): App {
  if (scope === "public tenant" && tenantId !== "public" && atLeast(cdi, "5.0"))
    refuse(403, "Only public tenantId can call this app specific API");
  return appOf(core, appId, scope === "tenant" ? tenantId : "public");
}

/** The members of a call's body, or of its query when it is a GET. Throws 400. */
export function inputOf<S extends Shape>({ call, cdi }: Context, shape: S): Values<S> {
  // The first of several parameters of a name counts.
  const query = () => Object.fromEntries([...call.query].reverse());
  return read(call.method === "GET" ? query() : parseObject(call.body), shape, cdi);
}

/** A handler that is given its input and its app; what is wrong with either is answered before. */
export const on =
  <S extends Shape>(
    scope: Scope,
    shape: S,
    handle: (input: Values<S>, context: Context & { app: App }) => Reply,
  ): Handler =>
  (context) => {
    const input = inputOf(context, shape);
    return handle(input, { ...context, app: appIn(scope, context) });
  };
