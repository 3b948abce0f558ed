/** Why a group cannot be measured, in one line for the person who runs the benchmark. */
export class Fault extends Error {}

/** The line of a program's output that says what went wrong, to put into a Fault. */
export function lastWords(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "it said nothing";
}
