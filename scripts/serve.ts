/** `npm run serve [-- --port N]`: serves the built site here, with the headers that its hosts get. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { serveSite } from "./site-server.ts";

const usage = "npm run serve [-- --port N]";

try {
  const port = readPort();
  const { origin } = await serveSite(join(import.meta.dirname, "../build"), port);
  console.log(`Serving the site on ${origin}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode ??= 1;
}

/** The port asked for, 3000 by default. */
function readPort(): number {
  try {
    const { values } = parseArgs({ options: { port: { type: "string", default: "3000" } } });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535)
      throw new Error(`The port must be a number from 0 to 65535, not "${values.port}"`);
    return Number(values.port);
  } catch (error) {
    process.exitCode = 2;
    throw new Error(
      `${error instanceof Error ? error.message.split(". ")[0] : error}; usage: ${usage}`,
    );
  }
}
