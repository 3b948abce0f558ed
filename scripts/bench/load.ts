import { Fault } from "./fault.ts";
import { runTool } from "./tools.ts";

export interface LoadRequest {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
}

/** What is used of autocannon's JSON. Source: its README, "Autocannon results". */
interface Report {
  errors: number;
  non2xx: number;
  "2xx": number;
}

export interface Load {
  requests: number;
  /** CPU time of the server per request (µs), all its threads. */
  cost: number;
}

/**
 * Keeps a server busy over ten connections for some seconds.
 * @param cpuTime gives the CPU time that the server has used so far (µs)
 * @throws Fault if the server responds with anything but 200
 */
export async function load(
  { seconds, url, method = "GET", headers = {}, body }: { seconds: number } & LoadRequest,
  cpuTime: () => Promise<number>,
): Promise<Load> {
  const before = await cpuTime();
  const result: Report = JSON.parse(
    await runTool("autocannon", [
      ...["--json", "--connections", "10", "--duration", String(seconds), "--method", method],
      ...Object.entries(headers).flatMap(([name, value]) => ["--headers", `${name}=${value}`]),
      ...(body === undefined ? [] : ["--body", body]),
      url,
    ]),
  );
  const used = (await cpuTime()) - before;
  const failed = result.errors + result.non2xx;
  if (failed > 0) throw new Fault(`${url} failed ${failed} times under load`);
  const requests = result["2xx"];
  return { requests, cost: used / requests };
}
