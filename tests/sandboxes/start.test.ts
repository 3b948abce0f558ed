import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { run, startListening } from "../support/command.ts";
import { freePort } from "../support/free-port.ts";
import { node, nodeVersion, webContainerEnv } from "../support/node-22.ts";

/** An app that responds with its environment and the request. */
const app = `
import { createHash } from "node:crypto";
import { createServer } from "node:http";
if (process.env.DIE) process.exit(7);
const server = createServer((req, res) => {
  if (req.url === "/exit") process.exit(5);
  const digest = createHash("sha256");
  req.on("data", (chunk) => digest.update(chunk));
  req.on("end", () => {
    res.writeHead(req.url === "/teapot" ? 418 : 200, [
      ["set-cookie", "one=1; Path=/"], ["set-cookie", "two=2; Path=/"], ["content-type", "application/json"],
    ].flat());
    res.end(req.method === "HEAD" ? undefined : JSON.stringify({
      url: req.url, method: req.method, body: digest.digest("hex"), host: req.headers.host, echoed: req.headers["x-echo"],
      core: process.env.SUPERTOKENS_CORE_URI, origin: process.env.ORIGIN,
    }));
  });
});
process.on("SIGTERM", () => { console.log("the app is told to end"); process.exit(0); });
server.listen(Number(process.env.PORT), () => console.log("Listening on http://localhost:" + process.env.PORT));
`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-start-"));
  const { files } = await compose("express");
  const lab = Object.entries(files).filter(([path]) => path.startsWith("lab/"));
  await writeFiles({ title: "", open: "", files: Object.fromEntries(lab) }, folder);
  writeFileSync(join(folder, "app.mjs"), app);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

const command = ["lab/start.ts", "node", "app.mjs"];
const runLab = (args: string[], env: Record<string, string>) =>
  run(node, args, { cwd: folder, env: webContainerEnv(env) });

async function start(env: Record<string, string> = {}) {
  const port = String(await freePort());
  const running = await startListening(node, command, {
    cwd: folder,
    env: webContainerEnv({ PORT: port, ...env }),
  });
  onTestFinished(running.stop);
  return { port, origin: `http://localhost:${port}`, running };
}

describe(`lab/start.ts, with Node ${nodeVersion}`, () => {
  test("says what it needs", async () => {
    const { code, out, err } = await runLab(["lab/start.ts"], {});
    expect(err).toMatch(/^What starts the app\? usage: node lab\/start\.ts <command> .*\n$/);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("refuses a PORT that is none", async () => {
    const { code, out, err } = await runLab(command, { PORT: "http" });
    expect(err).toBe('PORT must be a number from 1 to 65535, not "http"\n');
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("names the command that cannot be started", async () => {
    const env = { PORT: String(await freePort()) };
    const { code, err } = await runLab(["lab/start.ts", "no-such-program"], env);
    expect(err).toContain("The app cannot be started: spawn no-such-program ENOENT");
    expect(code).toBe(1);
  });

  test("ends as the app ends that never listened", async () => {
    const { code, err } = await runLab(command, { PORT: String(await freePort()), DIE: "1" });
    expect(err).toBe("The app ended before it listened: node app.mjs\n");
    expect(code).toBe(7);
  });

  test("tells the app the core's URL and the origin that the browser sees", async () => {
    const { origin, running } = await start();
    const told = await (await fetch(`${origin}/some?thing=1`)).json();
    expect(told).toMatchObject({ url: "/some?thing=1", origin });
    expect((await (await fetch(`${told.core}/hello`)).text()).trim()).toBe("Hello");
    expect(running.output().out.match(/^Listening on .*$/gm)).toEqual([
      `Listening on ${origin}`,
    ]);
  });

  test("passes requests and responses on unchanged", async () => {
    const { origin, port } = await start();
    const body = "ü".repeat(100_000);
    const answer = await fetch(`${origin}/teapot`, {
      method: "POST",
      headers: { "x-echo": "yes" },
      body,
    });
    expect(answer.status).toBe(418);
    expect(answer.headers.getSetCookie()).toEqual(["one=1; Path=/", "two=2; Path=/"]);
    expect(await answer.json()).toMatchObject({
      method: "POST",
      host: `localhost:${port}`,
      echoed: "yes",
      body: createHash("sha256").update(body).digest("hex"),
    });
    const head = await fetch(`${origin}/`, { method: "HEAD", redirect: "manual" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  test("ends with the app's exit code when the app ends", async () => {
    const { origin, running } = await start();
    const ended = once(running.child, "exit");
    await fetch(`${origin}/exit`).catch(() => undefined);
    expect((await ended)[0]).toBe(5);
  });

  test("hands a signal on to the app", async () => {
    const { running } = await start();
    const ended = once(running.child, "exit");
    running.child.kill("SIGTERM");
    expect((await ended)[0]).toBe(0);
    expect(running.output().out).toContain("the app is told to end");
  });

  describe("with a core of the reader's own", () => {
    const core = { SUPERTOKENS_CORE_URI: "http://localhost:9" };

    test("runs the app alone, on PORT, with nothing in between", async () => {
      const { origin } = await start(core);
      expect(await (await fetch(`${origin}/lab`)).json()).toMatchObject({
        url: "/lab",
        core: "http://localhost:9",
      });
    });

    test("ends as the app ends, and hands a signal on", async () => {
      const { origin, running } = await start(core);
      const ended = once(running.child, "exit");
      await fetch(`${origin}/exit`).catch(() => undefined);
      expect((await ended)[0]).toBe(5);

      const second = await start(core);
      const told = once(second.running.child, "exit");
      second.running.child.kill("SIGTERM");
      expect((await told)[0]).toBe(0);
      expect(second.running.output().out).toContain("the app is told to end");
    });

    test("flow has no lab to ask, and says so", async () => {
      const { port } = await start(core);
      const { code, err } = await runLab(["lab/flow.ts"], { PORT: port });
      expect(err.trim()).toBe(
        `Port ${port} is in use by a program without a lab: choose another port, e.g. PORT=3001 npm run flow`,
      );
      expect(code).toBe(1);
    });
  });
});
