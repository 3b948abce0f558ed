import type { ReactNode } from "react";
import { type ChoiceName, choices } from "./choices.ts";
import { selectScript } from "./head-script.ts";

/** A choice that holds for the whole site, as a select. client.ts keeps it; without scripts it is not there, and every variant is shown. */
export function Choice({ of: name }: { of: ChoiceName }): ReactNode {
  const { label, options } = choices[name];
  return (
    <>
      <label className="choice">
        <span>{label}</span>
        <select name={name} autoComplete="off">
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
      {/* With `docusaurus start` React draws the select, and would not run the script: client.ts shows the choice there. */}
      {process.env.NODE_ENV === "production" && (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant
        <script dangerouslySetInnerHTML={{ __html: selectScript }} />
      )}
    </>
  );
}

/** All choices of the site, for the sidebar. */
export function Picker(): ReactNode {
  return (
    <fieldset className="picker">
      <legend className="visually-hidden">Show the code for</legend>
      <Choice of="framework" />
      <Choice of="front-end" />
      <Choice of="ui" />
    </fieldset>
  );
}
