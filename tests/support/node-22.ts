import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

const packaged = join(import.meta.dirname, "../sandboxes/node-22/node_modules/.bin/node");

/** The Node that WebContainers have; where it is not packaged (it is for x64 Linux) the one that runs the tests. */
export const node = existsSync(packaged) ? packaged : process.execPath;

/** Its version, for the titles of tests: what they ran with must be seen. */
export const nodeVersion = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();

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
