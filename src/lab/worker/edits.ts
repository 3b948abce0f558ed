// The files of the app that a reader may edit. The app imports each through `live`, so that its functions can be replaced
// while it runs.

type AnyFunction = (...args: never[]) => unknown;

/** What the reader's version of a file exports, by the file's name. */
const edited = new Map<string, Record<string, unknown>>();

/** A function of a file: the reader's where there is one. */
export function live<F extends AnyFunction>(file: string, name: string, published: F): F {
  const call: AnyFunction = (...args) => {
    const own = edited.get(file)?.[name];
    return (typeof own === "function" ? (own as AnyFunction) : published)(...args);
  };
  return call as F;
}

/** What runs a reader's code: an interpreter, because the site's policy lets no page compile text. */
export interface Interpreter {
  /** The exports of a module. Throws what its syntax or its top level does. */
  run(code: string, modules: Record<string, unknown>): Record<string, unknown>;
}

/** Replaces a file by the reader's code, in JavaScript; without code, puts the published file back. */
export async function edit(file: string, code: string | undefined, url: string): Promise<void> {
  if (code === undefined) {
    edited.delete(file);
    return;
  }
  const scope = globalThis as { labInterpreter?: Interpreter } & typeof globalThis;
  if (!scope.labInterpreter) importScripts(url);
  if (!scope.labInterpreter) throw new Error("The interpreter has not loaded");
  const { modules } = await import("lab:modules");
  edited.set(file, scope.labInterpreter.run(code, modules));
}

declare function importScripts(url: string): void;
