import { setTimeout as sleep } from "node:timers/promises";
import type { Response } from "playwright-core";
import { launchBrowser } from "../../tests/support/chromium.ts";
import { Fault } from "./fault.ts";

/** What a browser asked for while it opened a page that nobody touched. */
export interface FirstLoad {
  requests: number;
  thirdParties: number;
  /** Bytes as sent, all of one kind; fonts, images and the rest are in `other`. */
  bytes: { html: number; css: number; script: number; other: number };
}

/** Opens a page in Chromium with an empty cache, on a phone's screen, and waits until it has asked for everything. */
export async function firstLoad(url: string): Promise<FirstLoad> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: 412, height: 823 },
      isMobile: true,
      hasTouch: true,
    });
    const asked: string[] = [];
    const answers: Response[] = [];
    page.on("request", (request) => {
      if (/^https?:/.test(request.url())) asked.push(request.url());
    });
    page.on("response", (response) => answers.push(response));
    const opened = await page.goto(url, { waitUntil: "networkidle" });
    if (opened?.status() !== 200) throw new Fault(`${url} answers ${opened?.status()}`);
    // What is put off until the page is idle counts too.
    await sleep(1000);

    const bytes = { html: 0, css: 0, script: 0, other: 0 };
    for (const answer of answers) {
      const { "content-type": type = "", "content-length": length } = await answer.allHeaders();
      bytes[kindOf(type)] += Number(length ?? 0);
    }
    const { origin } = new URL(url);
    return {
      requests: asked.length,
      thirdParties: asked.filter((address) => new URL(address).origin !== origin).length,
      bytes,
    };
  } finally {
    await browser.close();
  }
}

function kindOf(type: string): keyof FirstLoad["bytes"] {
  if (type.startsWith("text/html")) return "html";
  if (type.startsWith("text/css")) return "css";
  return /javascript/.test(type) ? "script" : "other";
}
