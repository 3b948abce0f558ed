import { expect, test } from "vitest";
import { embedsOf, fence, fixture, fixtureSite, write } from "./fixture-site.ts";

test.each([
  ["ts", "greet.ts", "greet-file"],
  ["ts", "greet.ts#greet", "greet-region"],
  ["ts", "greet.ts#types", "greet-types"],
  ["ts", "shout.ts", "shout"],
  ["html", "page.html#body", "page-region"],
  ["py", "app.py#app", "app"],
  ["go", "main.go#main", "main"],
])("%s file=%s gives the committed HTML", async (lang, file, name) => {
  const [embed] = await embedsOf(fixture, fence(lang, `file=snippets/demo/${file}`));
  const html = `<pre><code>${embed?.code}</code></pre>\n<ul>${embed?.types ?? ""}</ul>\n`;
  await expect(html).toMatchFileSnapshot(`fixtures/expected/${name}.html`);
});

test.each([
  ["sh", "npm ci"],
  ["console", "$ npm ci\nadded 1 package"],
  ["http", "GET /dashboard HTTP/1.1\nCookie: sAccessToken=eyJ"],
  ["json", '{ "a": [1, null] }'],
  ["text", "as <it> is & was"],
])(
  "a %s fence of the page itself gives the committed HTML, and has no proof",
  async (lang, body) => {
    const [embed] = await embedsOf(fixture, fence(lang, 'title="At hand"', `${body}\n`));
    expect(Object.keys(embed ?? {}).sort()).toEqual(["code", "language", "title"]);
    expect(embed?.title).toBe("At hand");
    await expect(`<pre><code>${embed?.code}</code></pre>\n`).toMatchFileSnapshot(
      `fixtures/expected/fence-${lang}.html`,
    );
  },
);

test("an embed names its file, its lines in it, its language and its proof", async () => {
  const [embed] = await embedsOf(fixture, fence("ts", "file=snippets/demo/greet.ts#greet"));
  const { code: _code, javascript: _javascript, types: _types, ...rest } = embed ?? {};
  expect(rest).toEqual({
    title: "greet.ts",
    language: "TypeScript",
    source: "snippets/demo/greet.ts#L12-L19",
    framework: "demo",
    proof: "verified",
    scenarios: "2",
    versions: "demo-kit 1.2.3, other 4.5.6",
  });
});

test("what is shown is the lines of the file, moved to the left", async () => {
  const [embed] = await embedsOf(fixture, fence("ts", "file=snippets/demo/greet.ts#greet"));
  const shown = embed?.code
    ?.replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
  expect(shown).toBe(
    [
      "/* Says hello, and <b>means</b> it. */",
      "greet(person: Person): string {",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the snippet's text
      "  const text = `Hello & ${shout(person.name)}`;",
      "",
      '  return text.length > 80 ? "Hello" : text;',
      "}",
    ].join("\n"),
  );
});

test("each meaning stands once, and every name that has it points there", async () => {
  const [embed] = await embedsOf(fixture, fence("ts", "file=snippets/demo/greet.ts#greet"));
  const meanings = embed?.types?.match(/<li>.*?<\/li>/gs) ?? [];
  expect(new Set(meanings).size).toBe(meanings.length);
  const used = [...(embed?.code?.matchAll(/data-t="(\d+)"/g) ?? [])].map((match) =>
    Number(match[1]),
  );
  expect([...new Set(used)].sort((a, b) => a - b)).toEqual([...meanings.keys()]);
  expect(used.length).toBeGreaterThan(meanings.length);
  expect(meanings).toContain("<li>shout(text: string): string<p>Makes it loud.</p></li>");
});

test("an edit is seen by the process that has compiled the folder before", async () => {
  const siteDir = fixtureSite();
  const types = async () =>
    (await embedsOf(siteDir, fence("ts", "file=snippets/demo/greet.ts")))[0]?.types;
  expect(await types()).toContain("function shout(text: string): string<");
  const shout =
    "export const shout = (text: string, much?: boolean): string => (much ? text : text);\n";
  write(siteDir, "snippets/demo/shout.ts", shout);
  expect(await types()).toContain("const shout: (text: string, much?: boolean) => string<");
});

test("the proof goes with the state of the file", async () => {
  const siteDir = fixtureSite();
  const proof = async (file: string) =>
    (await embedsOf(siteDir, fence("ts", `file=snippets/demo/${file}`)))[0]?.proof;
  expect(await proof("greet.ts")).toBe("verified");
  expect(await proof("shout.ts")).toBe("changed");
  write(siteDir, "snippets/demo/new.ts", "export const one = 1;\n");
  expect(await proof("new.ts")).toBe("unverified");
  write(siteDir, "results/verification.json", "{}");
  expect(await proof("greet.ts")).toBe("unverified");
});
