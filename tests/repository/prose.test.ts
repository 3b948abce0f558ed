import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { faultsIn } from "../../scripts/prose/faults.ts";
import { exceptions, rules } from "../../scripts/prose/rules.ts";
import { comments, messages, proseOfPage, titles } from "../../scripts/prose/texts.ts";

/** What is found, with its place. */
const found = (prose: string, file = "") =>
  faultsIn(prose, file).map(({ line, column, words }) => `${line}:${column} ${words}`);

it.each(rules)("$not breaks a rule, and $but none", ({ pattern, not, but }) => {
  expect(not).toMatch(pattern);
  expect(faultsIn(but, "")).toEqual([]);
});

it("leaves the text of an exception out, in its own file only", () => {
  const [{ file, text } = { file: "", text: "" }] = exceptions;
  expect(found(text)).not.toEqual([]);
  expect(found(text, file)).toEqual([]);
  expect(found(`${text}, an answer`, file)).toEqual([`1:${text.length + 6} answer`]);
});

describe("a page", () => {
  it.each([
    ["text", "An answer", ["1:4 answer"]],
    [
      "front matter",
      "---\ntitle: An answer\nslug: /answer\nkeywords: [answer]\n---",
      ["2:11 answer"],
    ],
    ["a table", "| one | an answer |", ["1:12 answer"]],
    ["the text of a link", "[an answer](/answer#answer)", ["1:5 answer"]],
    ["a heading", "## An answer {#an-answer}", ["1:7 answer"]],
    ["what stands between tags", "<td>an answer</td>", ["1:8 answer"]],
    [
      "the title of a diagram",
      '<Sequence scenario="answer" title="An answer" />',
      ["1:39 answer"],
    ],
    ["code", "An `answer`\n\n```ts\n// answer\n```\n\n<code>answer</code>", []],
    ["a component", '<Guide.CopiedAnswer answer="answer" />', []],
    ["a comment", "{/* an answer */}", []],
    ["text after code", "```ts\n// answer\n```\n\nAn answer", ["5:4 answer"]],
  ])("is read in %s", (_, source, faults) => {
    expect(found(proseOfPage(source))).toEqual(faults);
  });
});

describe("the comments of a source file", () => {
  it.each([
    ["a.ts", 'const answer = "answer"; // an answer', ["1:32 answer"]],
    ["a.ts", "/**\n * An answer\n */\nanswer();", ["2:7 answer"]],
    ["a.ts", 'fetch("https://answer.example");', []],
    ["a.ts", "// #region answer\n// See `answer`", []],
    ["a.ts", 'const all = "*/*";\nconst answer = /\\/[/*]/;', []],
    ["a.ts", "const all = [\n  1,\n  // the last answer\n];", ["3:15 answer"]],
    ["a.tsx", "<p>// an answer</p>;\n<p>{/* an answer */}</p>;", ["2:11 answer"]],
    ["a.vue", "<!-- an answer --><answer />", ["1:9 answer"]],
    ["a.py", 'answer = "#answer"  # an answer', ["1:26 answer"]],
    ["a.py", 'def answer():\n    """An answer."""', ["2:11 answer"]],
  ])("%s, %j", (file, source, faults) => {
    expect(found(comments(source, file))).toEqual(faults);
  });
});

describe("the messages of a program", () => {
  it.each([
    ["a.ts", 'throw new Error("There is no answer");', ["1:30 answer"]],
    ["a.ts", `console.log(\`The answer of \${answer} is late\`);`, ["1:18 answer"]],
    ["a.ts", "const usage = `Usage: a\n\n  --b  the answer`;", ["3:12 answer"]],
    ["a.tsx", "<p>\n  This is an answer.\n</p>;", ["2:14 answer"]],
    ["a.tsx", '<p className="answer status" />;', []],
    ["a.ts", 'import answer from "an answer to this";', []],
    ["a.ts", 'throw new Error("See `npm run answer` there");', []],
  ])("%s, %j", (file, source, faults) => {
    expect(found(messages(source, file))).toEqual(faults);
  });
});

it.each([
  ["a scenario", '{ id: "answer", title:\n  "An answer with \\"quotes\\"", answer: "answer" }'],
  ["a test", 'test(\n  "an answer", async () => "answer")'],
])("the title of %s is read, on several lines too", (_, source) => {
  expect(found(titles(source))).toEqual(["2:7 answer"]);
});

it("the harm of a mutant is read", () => {
  const mutant = JSON.stringify({ from: "answer", harm: "an answer" });
  expect(found(titles(mutant))).toEqual(["1:29 answer"]);
});

it("the writing guide has a row for each rule", () => {
  const page = readFileSync("docs/this-site/writing.mdx", "utf8");
  const refused = [...page.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = ""]) =>
    cell.replaceAll("`", ""),
  );
  expect(refused.filter((words) => !rules.some(({ pattern }) => pattern.test(words)))).toEqual(
    [],
  );
  expect(rules.filter(({ pattern }) => !refused.some((words) => pattern.test(words)))).toEqual(
    [],
  );
});
