import { freePort } from "../../sandboxes/lab/app-process.ts";
import { launchBrowser } from "../../tests/support/chromium.ts";
import { Fault } from "./fault.ts";
import { runTool } from "./tools.ts";

/** What is used of Lighthouse's JSON. Source: its docs/understanding-results.md. */
interface Report {
  runtimeError?: { message: string };
  categories: Record<
    string,
    { score: number | null; auditRefs: { id: string; weight: number }[] }
  >;
  audits: Record<
    string,
    { title: string; score: number | null; numericValue?: number; details?: Details }
  >;
}
interface Details {
  type: string;
  items?: { node?: { snippet?: string }; description?: unknown }[];
}

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
    const report: Report = JSON.parse(
      await runTool("lighthouse", [
        ...[url, "--port", String(port), "--output", "json", "--quiet"],
        "--no-enable-error-reporting",
      ]),
    );
    if (report.runtimeError) {
      throw new Fault(`Lighthouse gave no result: ${report.runtimeError.message}`);
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
function firstFinding(details: Details | undefined): string {
  if (details?.type !== "table") return "";
  const { node, description = "" } = details.items?.[0] ?? {};
  return node?.snippet ?? String(description);
}
