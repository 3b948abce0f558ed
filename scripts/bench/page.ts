import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Measured } from "./budgets.ts";
import { Fault } from "./fault.ts";
import { firstLoad } from "./first-load.ts";
import { type LighthouseRun, runLighthouse } from "./lighthouse.ts";
import { median } from "./median.ts";
import { buildSite, copySite } from "./site.ts";
import { serveSite } from "./static-server.ts";

/** Builds the site, serves it, and opens the Express guide in Chromium: once to count, three times under Lighthouse. */
export async function measurePage(): Promise<Measured<"page">> {
  const site = copySite();
  try {
    await buildSite(site);
    return await measureGuide(join(site, "build"));
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}

async function measureGuide(build: string): Promise<Measured<"page">> {
  const server = await serveSite(build);
  try {
    const url = `${server.origin}/express`;
    const { bytes, requests, thirdParties } = await firstLoad(url).catch(noBrowser);
    const runs = [await runLighthouse(url), await runLighthouse(url), await runLighthouse(url)];
    for (const line of new Set(runs.flatMap(({ failed }) => failed))) console.error(line);
    const middle = (figure: Exclude<keyof LighthouseRun, "failed">) =>
      median(runs.map((run) => run[figure]));
    const kibibytes = (...sizes: number[]) => sizes.reduce((sum, size) => sum + size, 0) / 1024;
    return {
      performance: middle("performance"),
      accessibility: middle("accessibility"),
      bestPractices: middle("bestPractices"),
      seo: middle("seo"),
      blocking: middle("blocking"),
      shift: middle("shift"),
      html: kibibytes(bytes.html),
      css: kibibytes(bytes.css),
      htmlAndCss: kibibytes(bytes.html, bytes.css),
      // The style sheet is in the page, as `css` shows.
      heaviest: kibibytes(bytes.css, Math.max(...server.pages.values())),
      script: kibibytes(bytes.script),
      everything: kibibytes(...Object.values(bytes)),
      requests,
      thirdParties,
    };
  } finally {
    await server.close();
  }
}

/** The launcher's message is one line that says how to fix the problem. */
function noBrowser(error: unknown): never {
  throw new Fault(String(error instanceof Error ? error.message : error).split("\n")[0] ?? "");
}
