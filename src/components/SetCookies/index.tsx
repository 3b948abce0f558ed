import Link from "@docusaurus/Link";
import { exchangesOf, type Run } from "@site/results/runs.ts";
import type { ReactNode } from "react";
import { scenarioLink } from "../scenario-link.ts";
import { Cell, Table } from "../Table/index.tsx";

interface Props {
  framework: string;
  scenario: string;
  /** The scenario's recorded runs; src/plugins/recorded-runs puts them in. */
  runs?: readonly Run[][];
}

/** The cookies that a recorded run sets, with their attributes. */
export default function SetCookies({ framework, scenario, runs = [] }: Props): ReactNode {
  const cookies = runs
    .flatMap((same) => exchangesOf(same, framework) ?? [])
    .flatMap(({ response }) => [response.headers["set-cookie"] ?? []].flat())
    .map(parse);
  if (cookies.length === 0) throw new Error(`${framework} ${scenario} sets no cookie`);
  return (
    <figure>
      <Table>
        <thead>
          <tr>
            {["Cookie", "Path", "Kept for", "HttpOnly", "SameSite"].map((name) => (
              <Cell as="th" key={name}>
                {name}
              </Cell>
            ))}
          </tr>
        </thead>
        <tbody>
          {cookies.map(({ name, attributes }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <code>{attributes.get("path")}</code>
              </td>
              <td>{attributes.get("expires")?.replace(/^<in (.*)>$/, "$1")}</td>
              <td>{attributes.has("httponly") ? "yes" : "no"}</td>
              <td>{attributes.get("samesite")}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <figcaption className="label">
        From the <Link to={scenarioLink(framework, scenario)}>recorded run</Link>.
      </figcaption>
    </figure>
  );
}

function parse(cookie: string): { name: string; attributes: Map<string, string> } {
  const [pair = "", ...rest] = cookie.split("; ");
  const split = (part: string): [string, string] => {
    const at = part.indexOf("=");
    return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
  };
  return {
    name: split(pair)[0],
    attributes: new Map(
      rest.map(split).map(([attribute, value]) => [attribute.toLowerCase(), value]),
    ),
  };
}
