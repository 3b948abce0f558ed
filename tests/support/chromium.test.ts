import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { findChromium, launchBrowser } from "./chromium.ts";

afterEach(() => vi.unstubAllEnvs());

describe("the browser of the tests", () => {
  test("starts and renders a page", async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto("data:text/html;charset=utf-8,<h1>Grüße</h1>");
      expect(await page.textContent("h1")).toBe("Grüße");
    } finally {
      await browser.close();
    }
  });

  test("CHROME_PATH comes first", async () => {
    vi.stubEnv("CHROME_PATH", process.execPath);
    expect(await findChromium()).toMatchObject({
      executablePath: process.execPath,
      source: "CHROME_PATH",
    });
  });

  test("a CHROME_PATH that names nothing executable is an error in one line", async () => {
    vi.stubEnv("CHROME_PATH", "/nowhere/chrome");
    await expect(launchBrowser()).rejects.toThrow(
      /^CHROME_PATH names \/nowhere\/chrome, which is not an executable file: .*unset it$/,
    );
  });

  test("a browser that cannot load a library is reported with that library, in one line", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chromium-"));
    try {
      const broken = join(folder, "chrome");
      writeFileSync(
        broken,
        "#!/bin/sh\necho 'chrome: error while loading shared libraries: libnss3.so: cannot open shared object file' >&2\nexit 127\n",
      );
      chmodSync(broken, 0o755);
      vi.stubEnv("CHROME_PATH", broken);
      await expect(launchBrowser()).rejects.toThrow(
        /^\S+ \(CHROME_PATH\) does not start: [^\n]*libnss3\.so[^\n]*$/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
