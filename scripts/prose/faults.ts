import { exceptions, rules } from "./rules.ts";

export interface Fault {
  line: number;
  column: number;
  /** What is written. */
  words: string;
  /** What to write in its place. */
  instead: string;
}

/** Where a text breaks a rule. */
export function faultsIn(prose: string, file: string): Fault[] {
  const right = exceptions.filter((exception) => exception.file === file);
  return prose.split("\n").flatMap((text, index) =>
    rules.flatMap(({ pattern, instead }) =>
      [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))]
        .filter(({ index: at }) => !right.some((exception) => covers(text, exception.text, at)))
        .map((match) => ({
          line: index + 1,
          column: match.index + 1,
          words: match[0],
          instead,
        })),
    ),
  );
}

function covers(text: string, exception: string, at: number): boolean {
  const start = text.indexOf(exception);
  return start >= 0 && at >= start && at < start + exception.length;
}
