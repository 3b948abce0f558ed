import { describe, expect, test } from "vitest";
import { checkerOf, checkResponse, readDocument } from "./openapi.ts";
import { corrections } from "./openapi-corrections.ts";

describe("what the CDI file gets wrong", () => {
  const asItIs = checkerOf(readDocument());
  test.each(corrections)("$id", ({ response, never, evidence }) => {
    if (response) {
      expect(asItIs(response), "the file accepts it: no correction is needed").toBeDefined();
      expect(checkResponse(response)).toBeUndefined();
    }
    if (never) {
      expect(asItIs(never), "the file refuses it: no correction is needed").toBeUndefined();
      expect(checkResponse(never)).toBeDefined();
    }
    expect(response ?? never).toBeDefined();
    expect(evidence).toMatch(/\.java/);
  });
});

test("a response that strays from the file is reported", () => {
  const response = { method: "POST", path: "/recipe/session/verify", status: 200 };
  expect(
    checkResponse({ ...response, body: { status: "OK", session: { handle: 1 } } }),
  ).toBeDefined();
  expect(checkResponse({ ...response, body: { status: "FINE" } })).toBeDefined();
  expect(checkResponse({ ...response, status: 418, body: {} })).toBeDefined();
});
