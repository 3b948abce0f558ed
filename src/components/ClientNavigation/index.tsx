import recorded from "@site/results/client-navigation.json";
import type { ClientNavigation, State, Way } from "@site/results/client-navigation.ts";
import type { ReactNode } from "react";

const all: Record<string, ClientNavigation> = recorded as Record<string, ClientNavigation>;

const ways: readonly [Way, string][] = [
  ["click", "a click on a link"],
  ["back", "the back button"],
  ["hover", "hovering over a link"],
  ["form", "submitting a form"],
];

const states: readonly [State, string][] = [
  ["valid", "valid"],
  ["refreshed", "first request after a refresh"],
  ["expired", "expired"],
  ["revoked", "expired and revoked"],
  ["none", "no session"],
];

/** The page that each navigation without a document reaches, by the state of the session, from a run in Chromium. */
export default function ClientNavigationTable({ framework }: { framework: string }): ReactNode {
  const outcomes = all[framework]?.outcomes;
  if (!outcomes) throw new Error(`results/client-navigation.json has no ${framework}`);
  return (
    <figure className="outcomes">
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Session</th>
              {ways.map(([way, title]) => (
                <th key={way} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          {states.map(([state, title]) => (
            <tbody key={state}>
              <tr>
                <th scope="row">{title}</th>
                {ways.map(([way, column]) => (
                  <td key={way} data-label={column}>
                    {outcomes[way][state].sees}
                    {outcomes[way][state].cookies.length > 0 && (
                      <>
                        , sets <Cookies names={outcomes[way][state].cookies} />
                      </>
                    )}
                  </td>
                ))}
              </tr>
            </tbody>
          ))}
        </table>
      </div>
      <figcaption className="label">From the recorded run in Chromium.</figcaption>
    </figure>
  );
}

function Cookies({ names }: { names: readonly string[] }): ReactNode {
  return names.length > 1 ? "both cookies" : <code>{names[0]}</code>;
}
