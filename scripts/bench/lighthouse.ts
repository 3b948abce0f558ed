import lighthouse, { type Result } from "lighthouse";
import { freePort } from "../../sandboxes/lab/app-process.ts";
import { launchBrowser } from "../../tests/support/chromium.ts";
import { Fault } from "./fault.ts";

/** Scores from 0 to 100, blocking time in ms. */
export interface LighthouseRun {
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
  blocking: number;
  shift: number;
  /** The audits that cost points in the three categories that do not depend on time, with what they found first. */
  failed: string[];
}

/** One run of Lighthouse as its command line does it: mobile, simulated throttling, a browser of its own. */
export async function runLighthouse(url: string): Promise<LighthouseRun> {
  const port = await freePort();
  const browser = await launchBrowser({ args: [`--remote-debugging-port=${port}`] });
  try {
    const result = await lighthouse(url, { port, output: "json", logLevel: "silent" });
    const report = result?.lhr;
    if (!report || report.runtimeError) {
      throw new Fault(
        `Lighthouse gave no result: ${report?.runtimeError?.message ?? "no report"}`,
      );
    }
    const score = (category: string) =>
      Math.round((report.categories[category]?.score ?? 0) * 100);
    const value = (audit: string) => report.audits[audit]?.numericValue ?? Number.NaN;
    const failed = ["accessibility", "best-practices", "seo"].flatMap((category) =>
      (report.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
        const audit = report.audits[id];
        return weight > 0 && audit?.score != null && audit.score < 1
          ? [`${category}: ${id} (${audit.title}) ${firstFinding(audit.details)}`]
          : [];
      }),
    );
    return {
      performance: score("performance"),
      accessibility: score("accessibility"),
      bestPractices: score("best-practices"),
      seo: score("seo"),
      blocking: value("total-blocking-time"),
      shift: value("cumulative-layout-shift"),
      failed,
    };
  } finally {
    await browser.close();
  }
}

/** The element or the message that an audit complains about first. */
function firstFinding(details: Result["audits"][string]["details"]): string {
  if (details?.type !== "table") return "";
  const { node, description = "" } = details.items[0] ?? {};
  const element = typeof node === "object" && "snippet" in node ? node.snippet : undefined;
  return element ?? String(description);
}
