import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { frameworks } from "../../snippets/frameworks.ts";

const docs = join(import.meta.dirname, "../../docs");
const guides = frameworks.filter(({ kind }) => kind === "server");

/** Text that stands word for word in this many guides belongs into docs/_guide, and is a copy here. */
const manyGuides = 5;
const allowedShare = 0.1;

interface Paragraph {
  text: string;
  words: number;
  guides: Set<string>;
}

/** The lines of prose of a guide, list items and table rows included; a framework's own id reads as `<id>`. */
function prose(id: string, source: string): string[] {
  return source
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^ *```[\s\S]*?^ *```$/gm, "")
    .replaceAll(/^(import .*|#+ .*|:::.*)$/gm, "")
    .replaceAll(/<\/?[A-Za-z][^>]*>/g, "")
    .replaceAll(`#${id})`, "#<id>)")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line));
}

test("at most a tenth of the words of the server guides are copies of each other", () => {
  const paragraphs = new Map<string, Paragraph>();
  let total = 0;
  let copied = 0;
  for (const { id, page } of guides) {
    for (const text of prose(id, readFileSync(join(docs, `${page}.mdx`), "utf8"))) {
      const words = text.split(/\s+/).length;
      const paragraph = paragraphs.get(text) ?? { text, words: 0, guides: new Set() };
      paragraph.words += words;
      paragraph.guides.add(id);
      paragraphs.set(text, paragraph);
      total += words;
    }
  }
  const copies = [...paragraphs.values()]
    .filter((paragraph) => paragraph.guides.size >= manyGuides)
    .sort((a, b) => b.words - a.words);
  for (const { words } of copies) copied += words;
  const [worst] = copies;

  expect(total).toBeGreaterThan(guides.length * 100);
  expect(
    copied / total,
    `${copied} of ${total} words. Move what every guide says to docs/_guide; the worst, in ${[...(worst?.guides ?? [])].join(", ")}: ${worst?.text}`,
  ).toBeLessThanOrEqual(allowedShare);
});
