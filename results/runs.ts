/** What went over both wires while a scenario ran: what the diagrams and tables of the site show. */

/** Frameworks whose runs of one scenario are the same, and what happened in them. */
export interface Run {
  /** Ids, in the order of the registry. */
  frameworks: string[];
  exchanges: Exchange[];
}

/** A request to the web server, its calls to the core meanwhile, and its response. */
export interface Exchange {
  /** What happened before it. */
  events?: string[];
  /** Who sent it, where that is not plainly the browser. */
  note?: string;
  /** So many of the same. */
  times?: number;
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  core: CoreExchange[];
  response: {
    status: number;
    headers: Record<string, string | string[]>;
    /** JSON as it is. A page's text is in no recorded run: it is the app's own. */
    body?: unknown;
  };
}

/** A call of the web server to the core. */
export interface CoreExchange {
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  response: { status: number; body?: unknown };
}

/** What happened with a framework; undefined if none of the runs is its. */
export function exchangesOf(runs: readonly Run[], framework: string): Exchange[] | undefined {
  return runs.find(({ frameworks }) => frameworks.includes(framework))?.exchanges;
}
