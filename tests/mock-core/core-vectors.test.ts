import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createMockCore } from "../../mock-core/src/mock-core.ts";
import { totpNow } from "./totp.ts";

// Calls in flows, with the responses of a real core (11.4.5, in memory): core-vectors.json. In a call "$x" is a value of an
// earlier response; in a response "<uuid>", "<jwt>", "<opaque>", "<ms>" stand for what differs from run to run.

type Step = {
  method: string;
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  cdi?: string;
  rid?: string;
  note?: string;
  /** Milliseconds before the call. */
  wait?: number;
  /** Name of a value, and where the response has it. */
  save?: Record<string, string>;
  /** Lists of the response without an order. */
  unordered?: string[];
  status: number;
  response: unknown;
};

type Flow = { name: string; cdi?: string; steps: Step[] };

const flows: Flow[] = JSON.parse(
  readFileSync(new URL("core-vectors.json", import.meta.url), "utf8"),
);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce((inner, key) => (inner as Record<string, unknown>)?.[key], value);

/** The values of one replay, and what they stand for in calls and responses. */
function replay() {
  const saved: Record<string, string> = { run: Math.random().toString(36).slice(2, 8) };
  const run = saved.run ?? "";

  function fill(value: unknown): unknown {
    if (typeof value === "string")
      return value.replace(/\$\{?(\w+)(?::totp(-?\d+)?)?\}?/g, (whole, name, step) => {
        const held = saved[name];
        if (held === undefined) return whole;
        return whole.includes(":totp") ? totpNow(held, Number(step ?? 0)) : held;
      });
    if (Array.isArray(value)) return value.map(fill);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [String(fill(key)), fill(inner)]),
    );
  }

  function unfill(value: unknown, key = ""): unknown {
    if (Array.isArray(value)) return value.map((inner) => unfill(inner, key));
    if (isObject(value))
      return Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((name) => [String(unfill(name)), unfill(value[name], name)]),
      );
    if (typeof value === "number") return value > 1e12 ? "<ms>" : value > 1.5e9 ? "<s>" : value;
    if (typeof value !== "string") return value;
    const name = Object.keys(saved).find(
      (each) => (saved[each]?.length ?? 0) > 5 && saved[each] === value,
    );
    if (name !== undefined) return `$${name}`;
    const text = value.replaceAll(run, "$run");
    if (/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return "<jwt>";
    if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)) return "<uuid>";
    const isOpaque = /^[A-Za-z0-9+/=_-]{24,}(\.[\w+/=-]+)*(\.V\d)?$/.test(text);
    if (key !== "status" && !/^[A-Z_]+$/.test(text) && isOpaque) return "<opaque>";
    if (key === "userInputCode" && /^\d{6}$/.test(text)) return "<code>";
    if (/^[A-Z2-7]{32}=*$/.test(text)) return "<secret>";
    return text.trim().replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<uuid>");
  }

  return {
    fill,
    unfill,
    save(response: unknown, names: Record<string, string> = {}) {
      for (const [name, path] of Object.entries(names)) {
        const value = at(response, path);
        if (typeof value === "string") saved[name] = value;
      }
    },
  };
}

test("there are 132 calls", () => {
  expect(flows.flatMap(({ steps }) => steps)).toHaveLength(132);
});

describe.each(flows)("$name", ({ cdi = "5.4", steps }) => {
  const core = createMockCore();
  const { fill, unfill, save } = replay();

  test.each(steps.map((step, index) => ({ at: index + 1, ...step })))(
    "$at: $method $path $note",
    async (step) => {
      if (step.wait) await new Promise((resolve) => setTimeout(resolve, step.wait));
      const query = new URLSearchParams(fill(step.query ?? {}) as Record<string, string>);
      const body = step.body === undefined ? null : JSON.stringify(fill(step.body));
      const response = await core.fetch(
        new Request(`http://core${fill(step.path)}?${query}`, {
          method: step.method,
          headers: {
            "cdi-version": step.cdi ?? cdi,
            ...(step.rid && { rid: step.rid }),
            ...(body !== null && { "content-type": "application/json; charset=utf-8" }),
          },
          body,
        }),
      );
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      const given: unknown = isJson ? JSON.parse(text) : text;
      save(given, step.save);
      const seen = unfill(given);
      for (const path of step.unordered ?? []) {
        const list = at(seen, path);
        if (Array.isArray(list))
          list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      }
      expect({ status: response.status, response: seen }).toEqual({
        status: step.status,
        response: step.response,
      });
    },
  );
});
