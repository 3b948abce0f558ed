import type { Browser } from "playwright-core";
import { builtPage } from "../support/built.ts";

/** Where on a page the reader is: the id of a heading, and what the page's choices are set to. */
export interface Part {
  page: string;
  heading: string;
  ui?: "pre-built-ui" | "custom-ui";
}

/**
 * The files that a part of a built page shows a reader: the path that stands on each block, and the text that its copy button copies.
 * Throws if the page has no such heading, or if two blocks have one path.
 */
export async function filesOf(browser: Browser, part: Part): Promise<Record<string, string>> {
  const page = await browser.newPage();
  try {
    const blocks = await page.evaluate(blocksIn, { ...part, html: builtPage(part.page) });
    const files: Record<string, string> = {};
    for (const { path, code } of blocks) {
      if (path in files) throw new Error(`${part.page} shows ${path} twice`);
      files[path] = code;
    }
    return files;
  } finally {
    await page.close();
  }
}

/** Runs in the browser: the blocks between a heading and the next. */
function blocksIn({ html, heading, ui }: Part & { html: string }) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const start = page.getElementById(heading);
  if (!start) throw new Error(`There is no heading ${heading}`);
  const ends = ["H2", "H3"];
  const blocks: { path: string; code: string }[] = [];
  for (
    let at = start.nextElementSibling;
    at && !ends.includes(at.tagName);
    at = at.nextElementSibling
  ) {
    const figures = at.matches("figure.snippet")
      ? [at]
      : [...at.querySelectorAll("figure.snippet")];
    for (const figure of figures) {
      const chosen = figure.closest("[data-for]")?.getAttribute("data-for");
      if (chosen && ui && chosen !== ui) continue;
      const path = figure.querySelector(".snippet-title")?.textContent;
      const code = figure.querySelector(".snippet-body code")?.textContent;
      if (path && code) blocks.push({ path, code: `${code}\n` });
    }
  }
  return blocks;
}
