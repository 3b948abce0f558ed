import { site } from "./site.ts";

/** What the Worker is given, as wrangler.json says: the static files. */
interface Env {
  ASSETS: { fetch(url: string): Promise<Response> };
}

export default site(async (path, { env }) => {
  const { ASSETS } = env as Env;
  const { ok, body } = await ASSETS.fetch(`http://assets${path}`);
  return ok ? body : null;
});
