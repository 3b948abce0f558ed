import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256Bytes } from "../../mock-core/src/sha256.ts";

const expected = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000_000])("%i bytes", (length) => {
  const bytes = new Uint8Array(length).fill(0xa5);
  expect(Buffer.from(sha256Bytes(bytes)).toString("hex")).toBe(expected(bytes));
});

test("any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(Buffer.from(sha256Bytes(bytes)).toString("hex")).toBe(expected(bytes));
    }),
    { numRuns: 500 },
  );
});
