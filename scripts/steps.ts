import { spawnSync } from "node:child_process";

interface Options {
  cwd?: string;
  env?: Record<string, string>;
}

/** Commands that are all run, whichever of them fail. */
export class Steps {
  #failed = 0;

  /** How many have failed. */
  get failed(): number {
    return this.#failed;
  }

  /** Runs a command, which fails by its exit code; what it prints then is printed. */
  run(command: string, args: string[], options: Options = {}): void {
    const { status, text } = output(command, args, options);
    if (status !== 0) this.#fail(command, args, options, text);
  }

  /** Runs a command that fails by printing something. */
  runSilent(command: string, args: string[], options: Options = {}): void {
    const { status, text } = output(command, args, options);
    if (status !== 0 || text !== "") this.#fail(command, args, options, text);
  }

  /** Ends the process with an exit code that says whether any has failed. */
  end(): void {
    process.exit(this.#failed > 0 ? 1 : 0);
  }

  #fail(command: string, args: string[], { cwd = "." }: Options, text: string): void {
    this.#failed += 1;
    console.error(`${cwd}: ${command} ${args.slice(0, 4).join(" ")}\n${text}`);
  }
}

function output(command: string, args: string[], { cwd, env }: Options) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    shell: process.platform === "win32",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, text: error ? error.message : stdout + stderr };
}
