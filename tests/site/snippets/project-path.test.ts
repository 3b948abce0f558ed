import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readArticle } from "../../../src/plugins/page-texts/article.ts";
import { markdownOf } from "../../../src/plugins/page-texts/markdown.ts";
import { parseFence } from "../../../src/plugins/snippets/fence.ts";
import { projectPath } from "../../../src/plugins/snippets/project-path.ts";
import { fence, fixtureSite } from "./fixture-site.ts";
import { snippetHtml } from "./static-page.ts";

const root = join(import.meta.dirname, "../../..");

test.each([
  ["snippets/nextjs-app/app/dashboard/page.tsx", "app/dashboard/page.tsx"],
  ["snippets/nextjs-app/app/auth/[...path]/route.ts", "app/auth/[...path]/route.ts"],
  ["snippets/nextjs-app/short/app/dashboard/page.tsx", "app/dashboard/page.tsx"],
  ["snippets/express/verify-session.ts", "verify-session.ts"],
  ["snippets/react/custom-ui/init.ts", "init.ts"],
  ["snippets/react/pre-built-ui/server/init.ts", "server/init.ts"],
  ["snippets/web-js/init.ts", "init.ts"],
  ["snippets/web-js/script-tags/init.js", "init.js"],
  ["snippets/fastapi/templates/page.html", "templates/page.html"],
  ["snippets/testing/vitest/session.test.ts", "session.test.ts"],
  ["snippets/nextjs-auth-react/app/layout.tsx", "app/layout.tsx"],
])("a reader's copy of %s is %s", (file, path) => {
  expect(projectPath(file)).toBe(path);
});

test("a block and its Markdown are titled with the path in the project, also for a region", async () => {
  const site = fixtureSite({
    "snippets/demo/app/dashboard/greet.ts":
      "// #region a\nexport const a = 1;\n// #endregion a\n",
    "snippets/demo/app/dashboard/tsconfig.json": '{ "compilerOptions": { "types": [] } }',
  });
  const html = await snippetHtml(
    site,
    fence("ts", "file=snippets/demo/app/dashboard/greet.ts#a"),
  );
  expect(html).toContain('<span class="snippet-title">app/dashboard/greet.ts</span>');
  const article = readArticle("/demo", `<article><h1>Demo</h1>${html}</article>`);
  if (!article) throw new Error("there is no article");
  expect(await markdownOf(article, "https://example.test")).toContain(
    "`app/dashboard/greet.ts`\n\n```ts\nexport const a = 1;\n```",
  );
});

/** The embeds of a page as it is written: title and file. */
function titles(page: string): { title: string; file: string }[] {
  return [...readFileSync(join(root, page), "utf8").matchAll(/^```(\S+) (.*file=.*)$/gm)].map(
    ([, lang, meta]) => {
      const parsed = parseFence(lang, meta, "");
      if (parsed.kind !== "embed") throw new Error(`${page}: ${meta} is not an embed`);
      return { title: parsed.title ?? projectPath(parsed.file), file: parsed.file };
    },
  );
}

const pages = globSync("docs/**/*.mdx", { cwd: root });

/** Folders of which a reader takes one. */
const alternatives =
  /^snippets\/[^/]+\/(pre-built-ui|custom-ui|script-tags|short\/(?:front-end-elsewhere|pre-built-ui)|short)\//;

test("no page shows two files of one app under one title", () => {
  expect(pages.flatMap(titles).length).toBeGreaterThan(300);
  const twice = pages.flatMap((page) => {
    const first = new Map<string, string>();
    return titles(page).flatMap(({ title, file }) => {
      const key = `${title} ${alternatives.exec(file)?.[1] ?? ""}`;
      const known = first.get(key) ?? file;
      first.set(key, known);
      return known === file ? [] : [`${page}: ${title}: ${known}, ${file}`];
    });
  });
  expect(twice).toEqual([]);
});
