import { choiceNames, choices } from "./choices.ts";

/**
 * The style rules that show the chosen variant of each group, or else the first. Without scripts, the reader cannot choose, so all
 * variants stay visible.
 */
export function choiceRules(): string {
  const hide = choiceNames.flatMap((name) => [
    `:root:not([data-${name}]) .by-${name}>[data-for]~[data-for]`,
    ...choices[name].options.map(
      ({ id }) => `[data-${name}="${id}"] .by-${name}>[data-for]:not([data-for="${id}"])`,
    ),
  ]);
  const mark = choiceNames.flatMap((name) =>
    choices[name].options.map(({ id }) => `[data-${name}="${id}"] .matrix [data-for="${id}"]`),
  );
  return `@media (scripting:enabled){${hide.join(",")}{display:none}}${mark.join(",")}{background:var(--panel)}`;
}
