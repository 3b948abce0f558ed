import attempts from "@site/results/cross-site.json";
import type { ReactNode } from "react";

/** The recordings of tests/frameworks/cross-site.test.ts: requests by a page on another site, and their outcomes. */
export default function CrossSite(): ReactNode {
  const layers = ["cookies and rid", "and the origin check"] as const;
  const columns = ["From", "Cookies", "Sec-Fetch-Site", "Cookies and rid", "With the check"];
  return (
    <figure className="outcomes">
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">Request</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          {[...Map.groupBy(attempts, ({ request }) => request)].map(([request, group]) => (
            <tbody key={request}>
              {group.map(({ from, cookies, site, outcomes }, index) => (
                <tr key={from}>
                  {index === 0 && (
                    <th scope="rowgroup" rowSpan={group.length}>
                      {request}
                    </th>
                  )}
                  <td data-label="From">{from}</td>
                  <td data-label="Cookies">{cookies ? "sent" : "not sent"}</td>
                  <td data-label="Sec-Fetch-Site">{site ? <code>{site}</code> : "–"}</td>
                  {layers.map((layer) => (
                    <td key={layer} data-label={layer}>
                      {outcomes[layer]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <figcaption className="label">
        From a run in Chromium: alice is signed in, and a page on another site sends a request.
      </figcaption>
    </figure>
  );
}
