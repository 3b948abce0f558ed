import type { Exchange } from "../../../results/runs.ts";

/** The observable facts of an exchange, by their names; a missing fact has no member. */
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

/** The facts of a recorded exchange in which SDKs may differ. */
export function factsOf({ core, response, times = 1 }: Exchange): Facts {
  const { headers, status, body } = response;
  const list = (name: string) => [headers[name] ?? []].flat();
  const cookies = list("set-cookie").map((cookie) => cookie.split("=", 1)[0] ?? "");
  const exposed = list("access-control-expose-headers").flatMap((names) => names.split(", "));
  return {
    Status: [String(status)],
    ...(list("location").length > 0 && { "Leads to": list("location") }),
    ...(body !== undefined && { Body: [JSON.stringify(body)] }),
    ...(cookies.length > 0 && { Cookies: cookies.sort() }),
    ...(exposed.length > 0 && { "Exposed headers": exposed }),
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

/** The kinds of facts in which the exchanges are not all the same. */
export function differing(all: readonly Facts[]): (typeof kinds)[number][] {
  return kinds.filter((kind) => new Set(all.map((facts) => String(facts[kind]))).size > 1);
}
