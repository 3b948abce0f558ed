import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createProcessor } from "@mdx-js/mdx";
import type { Root } from "mdast";
import { onTestFinished } from "vitest";
import { snippetsRemark } from "../../../src/plugins/snippets/remark.ts";

export const fixture = join(import.meta.dirname, "fixtures/site");

/** A copy of the fixture site with some files changed, gone when the test is over. Gives its path. */
export function fixtureSite(files: Record<string, string> = {}): string {
  const siteDir = mkdtempSync(join(tmpdir(), "snippets-"));
  onTestFinished(() => rmSync(siteDir, { recursive: true }));
  cpSync(fixture, siteDir, { recursive: true, filter: (path) => !path.endsWith(".cache") });
  for (const [path, text] of Object.entries(files)) write(siteDir, path, text);
  return siteDir;
}

export function write(siteDir: string, path: string, text: string): void {
  mkdirSync(dirname(join(siteDir, path)), { recursive: true });
  writeFileSync(join(siteDir, path), text);
}

/** What the remark plugin makes of the text of `docs/page.mdx`: the attributes of each `Snippet` in it. */
export async function embedsOf(
  siteDir: string,
  page: string,
): Promise<Record<string, string>[]> {
  const tree = createProcessor().parse(page) as Root;
  await snippetsRemark({ siteDir })(tree, { path: join(siteDir, "docs/page.mdx") });
  return tree.children.flatMap((node) =>
    node.type === "mdxJsxFlowElement" && node.name === "Snippet"
      ? [
          Object.fromEntries(
            node.attributes.map((attribute) =>
              "name" in attribute ? [attribute.name, String(attribute.value)] : [],
            ),
          ),
        ]
      : [],
  );
}

/** An empty fence for a snippet of the fixture. */
export function fence(lang: string, meta: string, body = ""): string {
  return `\`\`\`${lang} ${meta}\n${body}\`\`\`\n`;
}
