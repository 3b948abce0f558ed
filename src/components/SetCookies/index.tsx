import Link from "@docusaurus/Link";
import type { Recording } from "@site/tests/contract/recording.ts";
import type { ReactNode } from "react";
import { scenarioLink } from "../scenarioLink.ts";
import { Cell, Table } from "../Table/index.tsx";

interface Props {
  framework: string;
  scenario: string;
  /** The recorded run; src/plugins/recordings puts it in. */
  recordings?: readonly Recording[];
}

/** The cookies that a recorded run sets, with their attributes as they went over the wire. */
export default function SetCookies({ framework, scenario, recordings = [] }: Props): ReactNode {
  const cookies = recordings
    .flatMap(({ exchanges }) => exchanges)
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
