/**
 * Starts a sandbox: `node lab/start.ts <the app's own command>`.
 *
 * With SUPERTOKENS_CORE_URI set, the app runs as it is, on PORT, against that core. Without it, the app runs on a port of
 * its own against a mock core, and PORT serves the app together with the lab, which shows the requests of the browser and of the server.
 */
import { endWith, forwardSignals, startApp } from "./app-process.ts";
import { fail } from "./fail.ts";
import { isLoopback } from "./host-check.ts";

const [command, ...args] = process.argv.slice(2);
const port = process.env.PORT || "3000";

if (command === undefined) {
  fail(
    2,
    "What starts the app? usage: node lab/start.ts <command> [arguments], e.g. node lab/start.ts node server.ts",
  );
}
if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
  fail(2, `PORT must be a number from 1 to 65535, not "${port}"`);
}

const { HOST: host, ORIGIN: origin, SUPERTOKENS_CORE_URI: coreUri } = process.env;
if (origin && !/^https?:\/\/[^/?#@]+\/?$/.test(URL.canParse(origin) ? origin : "")) {
  fail(2, `ORIGIN must be an origin such as https://app.example.com, not "${origin}"`);
}
if (host && !isLoopback(host)) {
  const lab = coreUri ? "" : ", and read and change every session in the lab";
  console.error(
    `HOST=${host}: everybody who can reach port ${port} of this machine can sign in as any user${lab}. Leave HOST out to serve this machine only.`,
  );
}

if (coreUri) {
  const app = startApp(command, args, { PORT: port }, "inherit");
  forwardSignals(app);
  endWith(app);
} else {
  // Loaded only if it is used: the app alone starts sooner.
  const { startWithLab } = await import("./start-with-lab.ts");
  await startWithLab(command, args, Number(port));
}
