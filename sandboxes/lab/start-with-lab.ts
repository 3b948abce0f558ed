import type { RequestListener } from "node:http";
import { endWith, forwardSignals, freePort, startApp } from "./app-process.ts";
import { fail } from "./fail.ts";
import { createHostCheck, previewHosts } from "./host-check.ts";
import { createLab } from "./lab.ts";
import { listen } from "./listen.ts";
import { startMockCore } from "./mock-core.js";
import { createWireLog } from "./wire-log.ts";

/** Starts a mock core, the app on a port of its own, and the lab in front of it on `port`. Ends the process as the app ends. */
export async function startWithLab(
  command: string,
  args: string[],
  port: number,
): Promise<void> {
  const origin = process.env.ORIGIN || `http://localhost:${port}`;
  const lab = Promise.withResolvers<RequestListener>();
  try {
    // The first port to be opened is the one that StackBlitz shows; and a taken one is known before anything runs.
    await listen(
      (req, res) => lab.promise.then((respond) => respond(req, res)),
      port,
      process.env.HOST || "127.0.0.1",
    );
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    const cause = taken ? "is in use" : `cannot be opened (${(error as Error).message})`;
    fail(1, `Port ${port} ${cause}: choose another one with PORT=<number>`);
  }
  const log = createWireLog();
  const core = await startMockCore({ onRequest: log.coreCall });
  const appPort = await freePort();
  const app = startApp(command, args, {
    PORT: String(appPort),
    HOST: "127.0.0.1",
    ORIGIN: origin,
    SUPERTOKENS_CORE_URI: core.url,
  });
  const previews = previewHosts(port, process.env, "webcontainer" in process.versions);
  const isAllowed = createHostCheck(origin, previews);
  lab.resolve(createLab({ log, core, appPort, isAllowed, ready: app.listening }));
  // The last resort: whatever a request makes fail, the sandbox serves the next one. A closed terminal must not fail the
  // report of it.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
  process.on("uncaughtException", (error) => console.error("An unexpected error:", error));
  forwardSignals(app);
  endWith(app);
  app.listening.then(
    () => {
      console.log(`Listening on ${origin}`);
      console.log(
        `The lab is at ${origin}/lab; "npm run flow" in a second terminal walks through everything.`,
      );
    },
    () => console.error(`The app ended before it listened: ${[command, ...args].join(" ")}`),
  );
}
