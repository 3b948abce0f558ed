import { delimiter, dirname } from "node:path";

/** The project's Node is of the release line that WebContainers have: sandboxes run in it as they run there. */
export const node = process.execPath;

/** Its version, for the titles of tests: what they ran with must be seen. */
export const nodeVersion = process.version;

/** An environment in which `node` is that one, without native addons, and no core is named. */
export function webContainerEnv(extra: Record<string, string>): NodeJS.ProcessEnv {
  const { SUPERTOKENS_CORE_URI: _, HOST: __, ORIGIN: ___, ...env } = process.env;
  return {
    ...env,
    PATH: [dirname(node), env.PATH].join(delimiter),
    NODE_OPTIONS: "--no-addons",
    ...extra,
  };
}
