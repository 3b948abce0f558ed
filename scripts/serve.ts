/** `npm run serve [-- --port N]`: serves the built site here, with the headers that its hosts get. */
import { join } from "node:path";
import { portFrom, readArguments } from "./command.ts";
import { serveSite } from "./site-server.ts";

const command = {
  usage: "npm run serve [-- --port N]",
  about:
    "Serves the site that npm run build has built, with the headers that its hosts send.\n\n  --port N  the port, 3000 by default; 0 for any that is free",
};
const { values } = readArguments(command, {
  options: { port: { type: "string", default: "3000" } },
});
const port = portFrom(command, values.port, 0);

try {
  const { origin } = await serveSite(join(import.meta.dirname, "../build"), port);
  console.log(`Serving the site on ${origin}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
