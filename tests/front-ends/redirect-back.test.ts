import { beforeAll, describe, expect, test } from "vitest";
import { frameworks } from "../../snippets/frameworks.ts";
import { entries, followed, problems, values } from "../support/redirect-back-corpus.ts";

test("the corpus is as large as it says, without doubles, and would lead astray", () => {
  expect(new Set(values).size).toBe(values.length);
  const attacks = entries.filter(({ arrives }) => arrives === undefined);
  expect(attacks.length).toBeGreaterThan(300);
  const leaving = attacks.filter(
    ({ value }) => URL.parse(value, "http://site.example")?.origin !== "http://site.example",
  );
  expect(leaving.length).toBeGreaterThan(150);
  expect(followed.length).toBeGreaterThan(25);
});

// Each framework has its own copy, which a reader copies with the rest of its files.
const servers = frameworks.flatMap(({ label, id, kind, language, capabilities }) => {
  const file = capabilities["redirect-back"];
  return kind === "server" && language === "typescript" && file ? { label, id, file } : [];
});

describe.each(servers)("on the server, $label", ({ id, file }) => {
  let check: (value: unknown) => unknown;
  beforeAll(async () => {
    const copy = new URL(`../../snippets/${id}/${file}`, import.meta.url);
    check = (await import(/* @vite-ignore */ copy.href)).safeRedirectBack;
  });

  test("no value leaves the site, and legitimate ones arrive unchanged", () => {
    const site = "http://site.example";
    expect(entries.flatMap((entry) => problems(entry, check(entry.value), site))).toEqual([]);
  });

  test("a value that is not text is not a URL", () => {
    const odd = [
      undefined,
      null,
      1,
      {},
      ["/a"],
      ["//evil.example", "/a"],
      { toString: () => "/a" },
    ];
    expect(odd.map(check)).toEqual(odd.map(() => "/"));
  });
});
