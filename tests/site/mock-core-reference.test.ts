import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createMockCore } from "../../mock-core/src/index.ts";
import { readReference } from "../../src/plugins/mock-core-reference/reference.ts";

const source = join(import.meta.dirname, "../../mock-core/src");
const reference = readReference(source);
const [methods, ...types] = reference.control;

test("has every method of the control, and what it is", () => {
  const { control } = createMockCore();
  expect(methods?.members.map(({ name }) => name).sort()).toEqual(Object.keys(control).sort());
  for (const { name, about } of methods?.members ?? []) expect(about, name).not.toBe("");
});

test("says of every option what it is", () => {
  const options = reference.options.flatMap(({ members }) => members);
  expect(options.map(({ name }) => name)).toContain("controlPort?");
  for (const { name, about, type } of options) {
    expect(about, name).not.toBe("");
    expect(type, name).not.toBe("");
  }
});

test("has the types that the methods speak of, and those that these speak of", () => {
  expect(types.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["SessionInput", "TokenInput", "Outage", "OutageMode", "LogEntry"]),
  );
});

test("has every method over HTTP, with what it takes", () => {
  const routes = Object.fromEntries(reference.routes.map(({ path, takes }) => [path, takes]));
  expect(routes).toMatchObject({
    createSession: ["SessionInput"],
    mintAccessToken: ["TokenInput", "removeClaims?"],
    expire: ["accessToken"],
    "clock/advance": ["ms"],
    outage: ["Outage"],
    takeRequest: ["match?", "timeoutMs?"],
    reset: [],
  });
  const names = Object.keys(routes).map((path) => path.split("/")[0]);
  expect([...new Set(names)].sort()).toEqual(methods?.members.map(({ name }) => name).sort());
});

test("has what --help prints", () => {
  expect(reference.usage).toMatch(/^Usage: supertokens-mock-core/);
  expect(reference.usage).toContain("--seed-users FILE");
});

test("follows the source", () => {
  const copy = mkdtempSync(join(tmpdir(), "mock-core-reference-"));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(source, copy, { recursive: true });
  const options = join(copy, "options.ts");
  const text = readFileSync(options, "utf8");
  writeFileSync(options, text.replace("apiKeys?: string[];", "apiKeys: Set<string>;"));
  expect(readReference(copy).options[0]?.members[0]).toMatchObject({
    name: "apiKeys",
    type: "Set<string>",
  });
  writeFileSync(options, text.replace("type MockCoreOptions", "type Options"));
  expect(() => readReference(copy)).toThrow(
    "mock-core/src has no type MockCoreOptions: correct the reference page",
  );
});
