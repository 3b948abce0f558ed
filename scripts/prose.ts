/**
 * The wording of pages, of comments, of messages and of the titles of tests and scenarios, as part of `npm run lint`.
 *
 * A script of its own, because textlint adds 49 MB to node_modules and cspell 15 MB, and cspell checks words, not phrases.
 */
import { globSync, readFileSync } from "node:fs";
import { faultsIn } from "./prose/faults.ts";
import { comments, messages, proseOfPage, titles } from "./prose/texts.ts";

const isMade = (path: string) => /(^|\/)(node_modules|\.[a-z-]+|__pycache__)(\/|$)/.test(path);

/** The files that contain prose, with the function that extracts it. */
const kinds: readonly [string, (source: string, file: string) => string][] = [
  ["docs/**/*.mdx", proseOfPage],
  ["{README,CONTRIBUTING,mock-core/*,sandboxes/*/README}.md", proseOfPage],
  [
    "{snippets,sandboxes,mock-core,tests,results,src,scripts}/**/*.{ts,tsx,js,cjs,mjs,vue,svelte,astro,html,css,go,py}",
    comments,
  ],
  ["*.ts", comments],
  ["{sandboxes,mock-core,src,scripts}/**/*.{ts,tsx}", messages],
  ["{tests/**/*.ts,scripts/mutants/*.json}", titles],
];

/** Their strings are words to find, not messages. */
const lists = ["scripts/prose/rules.ts", "src/components/Search/words.ts"];

let found = 0;
for (const [pattern, proseOf] of kinds) {
  for (const file of globSync(pattern, { exclude: isMade }).sort()) {
    if (proseOf === messages && lists.includes(file)) continue;
    const source = readFileSync(file, "utf8");
    // Parsing takes time, and most files do not contain any of the words.
    if (faultsIn(source, file).length === 0) continue;
    for (const { line, column, words, instead } of faultsIn(proseOf(source, file), file)) {
      console.error(`${file}:${line}:${column} "${words}": write ${instead}`);
      found++;
    }
  }
}
process.exitCode = found > 0 ? 1 : 0;
