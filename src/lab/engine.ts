import type { Answers, Ask, Message, Reply } from "./protocol.ts";

/** The worker does not respond to anything for this long (ms): code in it never ends. */
const patience = 3_000;
/** A request that a web server keeps open for longer than this (ms) is given up. The snippets wait five seconds for a core. */
const limit = 20_000;

/** The web server does not respond, and was stopped. */
export class Stopped extends Error {}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * The page's side of the worker that holds the web server and the core. A worker whose code never ends is terminated: the
 * page stays as it is, and `ask` throws `Stopped` from then on.
 */
export class Engine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #stopped = false;

  private constructor(url: string) {
    this.#worker = new Worker(url);
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("error" in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.answer);
    };
    this.#worker.onerror = ({ message }) => this.stop(message || "The engine cannot be loaded");
  }

  /** Starts the web server that browsers see at `origin`, from the script at `url`. Throws where it cannot be loaded. */
  static async start(url: string, origin: string): Promise<Engine> {
    const engine = new Engine(url);
    await engine.#send({ ask: "start", origin }, limit);
    return engine;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Asks the worker. Throws `Stopped` where it does not respond, and what went wrong in it as an Error. */
  async ask<A extends Ask>(ask: A): Promise<Answers[A["ask"]]> {
    const heartbeat = setInterval(() => {
      this.#send({ ask: "ping" }, patience).catch(() => undefined);
    }, patience / 3);
    try {
      return (await this.#send(ask, limit)) as Answers[A["ask"]];
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Terminates the worker; whatever it was asked for fails with the reason. */
  stop(reason: string): void {
    this.#stopped = true;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(new Stopped(reason));
    this.#waiting.clear();
  }

  #send(ask: Ask, within: number): Promise<unknown> {
    if (this.#stopped) return Promise.reject(new Stopped("The web server has stopped"));
    const id = ++this.#last;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    const late = () => this.stop(`The web server did not respond for ${within / 1000} seconds`);
    const timer = setTimeout(late, within);
    this.#worker.postMessage({ ...ask, id } satisfies Message);
    return answer.finally(() => clearTimeout(timer));
  }
}
