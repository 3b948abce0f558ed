import type { Context, Next } from "koa";
import { errorHandler, middleware } from "supertokens-node/framework/custom";
import { requestOf, responseOf } from "./context.ts";

const supertokens = middleware<Context, Context>(requestOf, responseOf);

/** The SDK's own API under /auth: the refresh, the sign-out. */
export async function auth(ctx: Context, next: Next): Promise<void> {
  const { handled, error } = await supertokens(ctx, ctx);
  if (error) throw error;
  if (!handled) await next();
}

const respond = errorHandler();

/**
 * Turns the session errors of the middleware behind it into 401 or 403, and rethrows
 * every other error.
 */
export async function sessionErrors(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    await respond(error, requestOf(ctx), responseOf(ctx), (unknown) => {
      if (unknown) throw unknown;
    });
  }
}
