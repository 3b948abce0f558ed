import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An ignored folder: what has passed here says nothing about another machine. */
const cache = join(import.meta.dirname, "../../.cache/tests");

/** What has passed: the hash of the inputs with which each step or test file has. */
export class Passed {
  readonly #file: string;
  readonly #hashes: Record<string, string>;

  /**
   * @param program whose steps they are: each program has a file of its own
   * @param folder for the tests of this class
   */
  constructor(program: "lint" | "types" | "test" | "pages", folder = cache) {
    this.#file = join(folder, `${program}.json`);
    this.#hashes = read(this.#file);
  }

  /** Whether it has passed with these inputs. */
  has(name: string, hash: string): boolean {
    return this.#hashes[name] === hash;
  }

  get(name: string): string | undefined {
    return this.#hashes[name];
  }

  /** Keeps that it has passed. */
  add(name: string, hash: string): void {
    this.#hashes[name] = hash;
    this.#save();
  }

  /** Forgets it, before it runs again: a run that is interrupted has not passed. */
  remove(...names: string[]): void {
    for (const name of names) delete this.#hashes[name];
    this.#save();
  }

  #save(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    const half = `${this.#file}.${process.pid}`;
    writeFileSync(half, `${JSON.stringify(this.#hashes, null, 2)}\n`);
    renameSync(half, this.#file);
  }
}

function read(path: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // None yet: then everything runs.
    return {};
  }
}
