import type { Exchange } from "../../../tests/contract/recording.ts";

/** What is seen of an exchange, by what it is called; members that are absent were not there. */
export type Facts = Partial<Record<(typeof kinds)[number], string[]>>;

/** In the order of the rows. */
export const kinds = [
  "Status",
  "Leads to",
  "Body",
  "Cookies",
  "Exposed headers",
  "Calls to the core",
] as const;

/** The facts of an exchange in which SDKs may differ. A page's text is the app's own, and no fact. */
export function factsOf({ request, core, response, times = 1 }: Exchange): Facts {
  const { headers, status, body } = response;
  const list = (name: string) => [headers[name] ?? []].flat();
  const isJson = list("content-type").some((type) => type.includes("json"));
  const cookies = list("set-cookie").map((cookie) => cookie.split("=", 1)[0] ?? "");
  const exposed = list("access-control-expose-headers").flatMap((names) => names.split(/, */));
  return {
    Status: [String(status)],
    ...(list("location").length > 0 && { "Leads to": list("location") }),
    ...(isJson && request.method !== "HEAD" && { Body: [JSON.stringify(sorted(body))] }),
    ...(cookies.length > 0 && { Cookies: cookies.sort() }),
    ...(exposed.length > 0 && { "Exposed headers": [...new Set(exposed)].sort() }),
    "Calls to the core": counted(core, times),
  };
}

/** Every call once, with how often it was made. */
function counted(core: Exchange["core"], times: number): string[] {
  const calls = core.map(({ request }) => `${request.method} ${request.path}`);
  const lines = [...new Set(calls)].map((call) => {
    const count = calls.filter((other) => other === call).length;
    return count > 1 ? `${call}, ${count} times` : call;
  });
  const of = times > 1 ? [`for ${times} requests`] : [];
  return lines.length > 0 ? [...lines, ...of] : ["none"];
}

/** The same JSON with the members of its objects in order: their order says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}

/** The kinds of facts in which the exchanges are not all the same. */
export function differing(all: readonly Facts[]): (typeof kinds)[number][] {
  return kinds.filter((kind) => new Set(all.map((facts) => String(facts[kind]))).size > 1);
}
