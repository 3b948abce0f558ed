import { usePluginData } from "@docusaurus/useGlobalData";
import type { Signatures } from "@site/src/plugins/session-object/index.ts";
import type { ReactNode } from "react";
import { Table } from "../Table/index.tsx";
import calls from "./calls.json";
import { type About, members } from "./members.ts";

/** The functions of the session object: signature from the SDK's types, calls to the core from a run. `formerly` shows renamed ones only. */
export default function SessionObject({ formerly = false }: { formerly?: boolean }): ReactNode {
  const signatures = usePluginData("session-object") as Signatures;
  const rows = Object.entries<About>(members).filter(
    ([name, about]) => !formerly || about.formerly !== undefined || name === "getUserId",
  );
  return (
    <Table className="session-object">
      <thead>
        <tr>
          <th scope="col">Function</th>
          {formerly && <th scope="col">Old name</th>}
          <th scope="col">What it does</th>
          <th scope="col">Calls to the core</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, { about, formerly: former }]) => (
          <tr key={name} id={formerly ? undefined : name}>
            <th scope="row">
              <code>{name}</code>
              {!formerly && (
                <code className="session-object-signature">{signatures[name]}</code>
              )}
            </th>
            {formerly && (
              <td>
                <code>{former ?? name}</code>
              </td>
            )}
            <td>
              {about}
              {!formerly && former && former !== name && (
                <>
                  {" "}
                  Old name: <code>{former}</code>.
                </>
              )}
            </td>
            <td>{callsOf(name)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function callsOf(name: string): ReactNode {
  const made = (calls as Record<string, string[]>)[name];
  if (!made) throw new Error(`${name} is not in src/components/SessionObject/calls.json`);
  if (made.length === 0) return "none";
  return made.map((call, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the calls of a run, in their order
    <code key={index}>{call} </code>
  ));
}
