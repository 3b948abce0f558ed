/**
 * The wording of pages, of comments and of the titles of tests and scenarios, as part of `npm run lint`.
 *
 * A script of its own, because textlint adds 49 MB to node_modules and cspell 15 MB, and cspell checks words, not phrases.
 */
import { globSync, readFileSync } from "node:fs";
import { faultsIn } from "./prose/faults.ts";
import { comments, proseOfPage, titles } from "./prose/texts.ts";

const isMade = (path: string) => /(^|\/)(node_modules|\.[a-z-]+|__pycache__)(\/|$)/.test(path);

/** Where there is prose, and how it is told from the rest. */
const kinds: readonly [string, (source: string, file: string) => string][] = [
  ["docs/**/*.mdx", proseOfPage],
  ["{README,CONTRIBUTING,mock-core/*,sandboxes/*/README}.md", proseOfPage],
  ["snippets/**/*.{ts,tsx,js,cjs,mjs,vue,svelte,astro,html,go,py}", comments],
  ["tests/**/*.ts", titles],
];

let found = 0;
for (const [pattern, proseOf] of kinds) {
  for (const file of globSync(pattern, { exclude: isMade }).sort()) {
    const source = readFileSync(file, "utf8");
    for (const { line, column, words, instead } of faultsIn(proseOf(source, file), file)) {
      console.error(`${file}:${line}:${column} "${words}": write ${instead}`);
      found++;
    }
  }
}
process.exitCode = found > 0 ? 1 : 0;
