import { expect, test } from "vitest";
import { readAllRuns } from "../../results/run-files.ts";
import { type Exchange, exchangesOf } from "../../results/runs.ts";
import { frameworks } from "../../snippets/frameworks.ts";
import { differing, factsOf } from "../../src/components/Differences/facts.ts";

const exchange = (more: Partial<Exchange>): Exchange => ({
  request: { method: "POST", path: "/auth/session/refresh", headers: {} },
  core: [],
  response: { status: 200, headers: {}, body: {} },
  ...more,
});
const call = (path: string) => ({
  request: { method: "GET", path, headers: {} },
  response: { status: 200 },
});

test("the order in which cookies are set is not a difference", () => {
  const setting = (cookies: string[]) =>
    factsOf(exchange({ response: { status: 401, headers: { "set-cookie": cookies } } }));
  const one = setting(["a=1; Path=/", "b=2; Path=/"]);
  const two = setting(["b=2; Path=/", "a=1; Path=/"]);
  expect(differing([one, two])).toEqual([]);
  expect(differing([one, setting(["a=1; Path=/"])])).toEqual(["Cookies"]);
});

test("bodies, statuses and the number of calls are", () => {
  const other = exchange({
    core: [call("/.well-known/jwks.json"), call("/.well-known/jwks.json")],
    times: 2,
    response: { status: 500, headers: {}, body: null },
  });
  const facts = [factsOf(exchange({})), factsOf(other)];
  expect(differing(facts)).toEqual(["Status", "Body", "Calls to the core"]);
  expect(facts[1]?.["Calls to the core"]).toEqual([
    "GET /.well-known/jwks.json, 2 times",
    "for 2 requests",
  ]);
});

const runs = readAllRuns();
const inPython = frameworks.filter(({ language }) => language === "python");

// What the pages of these say, below the table of what the SDK for Go does otherwise.
test.each(inPython)(
  "the recorded runs of $label differ from those of Express in no fact",
  ({ id }) => {
    const mine = [...runs].filter(
      // The framework refuses these bodies, each with a status of its own, before the SDK sees them.
      ([scenario, all]) => exchangesOf(all, id) && !scenario.startsWith("sign-in-body-"),
    );
    expect(mine.length).toBeGreaterThan(50);
    const found = mine.flatMap(([scenario, all]) => {
      const [node = [], python = []] = ["express", id].map((framework) =>
        (exchangesOf(all, framework) ?? []).map(factsOf),
      );
      const kinds = python.flatMap((facts, index) => differing([node[index] ?? {}, facts]));
      return node.length === python.length && kinds.length === 0
        ? []
        : [`${scenario}: ${kinds}`];
    });
    expect(found).toEqual([]);
  },
);
