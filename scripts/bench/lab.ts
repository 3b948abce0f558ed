import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../tests/support/chromium.ts";
import type { Measured } from "./budgets.ts";
import { median } from "./median.ts";
import { buildSite, copySite } from "./site.ts";
import { serveSite } from "./static-server.ts";

/** Builds the site, serves it, and starts the lab in Chromium five times, each with an empty cache. */
export async function measureLab(): Promise<Measured<"lab">> {
  const site = copySite();
  try {
    await buildSite(site);
    const server = await serveSite(join(site, "build"));
    const browser = await launchBrowser();
    try {
      const runs: Measured<"lab">[] = [];
      for (let run = 0; run < 5; run++) runs.push(await startLab(browser, server.origin));
      const middle = (figure: keyof Measured<"lab">) => median(runs.map((run) => run[figure]));
      return {
        bytes: middle("bytes"),
        engine: middle("engine"),
        open: middle("open"),
        step: middle("step"),
        memory: middle("memory"),
      };
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}

async function startLab(browser: Browser, origin: string): Promise<Measured<"lab">> {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/lab`, { waitUntil: "networkidle" });
    const sizes = new Map<string, Promise<number>>();
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      sizes.set(
        pathname,
        response.allHeaders().then((headers) => Number(headers["content-length"] ?? 0)),
      );
    });
    const start = performance.now();
    await page.getByRole("button", { name: "Start the lab" }).click();
    const shown = page.frameLocator(".lab-frames iframe:not([hidden])");
    await shown.getByRole("heading", { name: "Sign in" }).waitFor();
    const open = performance.now() - start;
    const bytes = await Promise.all(sizes.values());
    const [engine = 0] = await Promise.all(
      [...sizes].flatMap(([path, size]) => (path.includes("lab-engine") ? [size] : [])),
    );

    await page.locator(".lab-sign-in").getByRole("button", { name: "Sign in" }).click();
    await shown.getByRole("heading", { name: "Dashboard" }).waitFor();
    return {
      open,
      bytes: bytes.reduce((sum, size) => sum + size, 0) / 1024,
      engine: engine / 1024,
      step: median([await step(page), await step(page), await step(page)]),
      memory: (await heapOf(page)) / 1e6,
    };
  } finally {
    await page.close();
  }
}

/** Milliseconds from a click on a page's button until its exchange is in the diagram. */
function step(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const plot = document.querySelector(".lab-wire .sequence-plot") ?? document.body;
        const start = performance.now();
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(plot, { childList: true });
        for (const button of document.querySelectorAll<HTMLElement>(".lab-page"))
          if (button.textContent === "/dashboard") button.click();
      }),
  );
}

/** Bytes that the worker's heap holds. Source: Chrome DevTools Protocol, Runtime.getHeapUsage. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const used = new Promise<number>((resolve) => {
    session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      // The sandboxed frame is a target too.
      if (targetInfo.type !== "worker") return;
      session.on("Target.receivedMessageFromTarget", ({ message }) => {
        const { id, result } = JSON.parse(message) as {
          id?: number;
          result?: { usedSize: number };
        };
        if (id === 1) resolve(result?.usedSize ?? 0);
      });
      session.send("Target.sendMessageToTarget", {
        sessionId,
        message: JSON.stringify({ id: 1, method: "Runtime.getHeapUsage" }),
      });
    });
  });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return used;
}
