import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** A command of the README, as it describes itself. */
export interface Command {
  /** How it is called, in one line: "npm run serve [-- --port N]". */
  usage: string;
  /** What it does, in a few lines, for `--help`. */
  about: string;
}

/**
 * Reads the arguments of this process. `--help` ends it as `helpIfAsked` does; an option that is not one of `options`, and a
 * name where `names` does not allow any, end it as `wrongUsage` does.
 */
export function readArguments<O extends ParseArgsOptionsConfig>(
  command: Command,
  { options, names = false }: { options: O; names?: boolean },
) {
  helpIfAsked(command);
  try {
    return parseArgs({ options, allowPositionals: names });
  } catch (error) {
    return wrongUsage(command, error instanceof Error ? firstSentence(error.message) : "");
  }
}

/** Ends the process with code 0, and with its usage on stdout, where `--help` or `-h` is among the arguments. */
export function helpIfAsked({ usage, about }: Command): void {
  if (!process.argv.slice(2).some((argument) => ["--help", "-h"].includes(argument))) return;
  console.log(`Usage: ${usage}\n\n${about}`);
  process.exit(0);
}

/** Ends the process with code 2, and with one line on stderr: what is wrong, and the usage. */
export function wrongUsage({ usage }: Command, reason: string): never {
  console.error(`${reason}; usage: ${usage}`);
  process.exit(2);
}

/** A port as a number. Ends the process as `wrongUsage` does where it is not one from `least` to 65535. */
export function portFrom(command: Command, text: string, least = 1): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= 65535)
    return Number(text);
  return wrongUsage(command, `The port must be a number from ${least} to 65535, not "${text}"`);
}

/** What parseArgs adds to its first sentence are hints on several lines. */
function firstSentence(message: string): string {
  return message.split(/\. |\n/, 1)[0] ?? "";
}
