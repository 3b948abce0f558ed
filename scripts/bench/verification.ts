import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startMockCore } from "../../mock-core/src/index.ts";
import { compose, writeFiles } from "../../sandboxes/compose.ts";
import { startApp } from "../../tests/support/start-app.ts";
import type { Measured } from "./budgets.ts";
import { Fault } from "./fault.ts";
import { type Load, load } from "./load.ts";
import { median } from "./median.ts";

const pages = { plain: "/plain", sdk: "/dashboard", jwt: "/dashboard-jwt" };
type Page = keyof typeof pages;

/**
 * The routes that the benchmark adds to the app: the same page without verification, behind the same middleware, and the CPU
 * time (µs) that the process has used.
 */
const additions = `
import { app } from "./app.ts";
import { page } from "./page.ts";

app.get("${pages.plain}", (_req, res) => res.send(page("Dashboard", "Signed in as alice")));
app.get("/cpu-time", (_req, res) => {
  const { user, system } = process.cpuUsage();
  res.json(user + system);
});
`;

/**
 * Requests a page of a signed-in user from the Express sandbox, verified in two ways and without verification. The three take turns, so that
 * other load on the machine affects all of them; the figures use CPU time, which other load affects least.
 */
export async function measureVerification(): Promise<Measured<"verification">> {
  // In the repository, where the sandbox's packages are found upwards.
  const folder = join(import.meta.dirname, "../../sandboxes/express/.cache/bench");
  const core = await startMockCore();
  try {
    await writeSandbox(folder);
    const app = await startApp(folder, { url: core.url, apiKey: "" });
    try {
      const { accessToken } = await core.control.createSession({
        userId: "alice",
        // A session without the claim would be refreshed first.
        payload: { roles: { v: [], t: Date.now() } },
      });
      const headers = { cookie: `sAccessToken=${accessToken}` };
      const cpuTime = async () => Number(await (await fetch(`${app.url}/cpu-time`)).text());
      const ask = (page: Page, seconds: number) =>
        load({ url: app.url + pages[page], headers, seconds }, cpuTime);

      const bodies = await Promise.all(
        Object.values(pages).map(async (path) => {
          const response = await fetch(app.url + path, { headers });
          if (!response.ok) throw new Fault(`${path} responds with ${response.status}`);
          return response.text();
        }),
      );
      if (new Set(bodies).size > 1) throw new Fault("the pages to compare differ");
      for (const page of ["plain", "sdk", "jwt"] as const) await ask(page, 2);

      const rounds: Record<Page, Load & { calls: number }>[] = [];
      const askAndCount = async (page: Page) => {
        core.control.clearRequests();
        const result = await ask(page, 3);
        return { ...result, calls: core.control.requests.length / result.requests };
      };
      for (let round = 0; round < 5; round++) {
        rounds.push({
          plain: await askAndCount("plain"),
          sdk: await askAndCount("sdk"),
          jwt: await askAndCount("jwt"),
        });
      }
      const middle = (figure: (round: (typeof rounds)[number]) => number) =>
        median(rounds.map(figure));
      return {
        plainRate: middle(({ plain }) => 1e6 / plain.cost),
        sdkRate: middle(({ sdk }) => 1e6 / sdk.cost),
        jwtRate: middle(({ jwt }) => 1e6 / jwt.cost),
        sdkCost: middle(({ sdk, plain }) => sdk.cost - plain.cost),
        jwtCost: middle(({ jwt, plain }) => jwt.cost - plain.cost),
        sdkCalls: middle(({ sdk }) => sdk.calls),
        jwtCalls: middle(({ jwt }) => jwt.calls),
      };
    } finally {
      await app.stop();
    }
  } finally {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sandbox as it is launched, but for the additions, which its start script loads first. */
async function writeSandbox(folder: string): Promise<void> {
  const payload = await compose("express").catch((error: Error) => {
    throw new Fault(error.message);
  });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await writeFiles(payload, folder);
  writeFileSync(join(folder, "additions.ts"), additions);
  const manifest = payload.files["package.json"] ?? "";
  const command = "node server.ts";
  if (!manifest.includes(command)) {
    throw new Fault(`the start script of sandboxes/express does not say "${command}"`);
  }
  writeFileSync(
    join(folder, "package.json"),
    manifest.replace(command, "node --import ./additions.ts server.ts"),
  );
}
