import Link from "@docusaurus/Link";
import { frameworks } from "@site/snippets/frameworks.ts";
import type { ReactNode } from "react";

/** A link to a section of the guide of the reader's own framework: "in the Fastify guide". Every guide has the section, or the build fails. */
export default function InGuide({
  section,
  kind = "server",
}: {
  /** The anchor of the section; the guide as a whole where left out. */
  section?: string;
  kind?: "server" | "front-end";
}): ReactNode {
  const guides = frameworks.filter((framework) => framework.kind === kind);
  return (
    <span className={`in-guide by-${kind === "server" ? "framework" : "front-end"}`}>
      {guides.map(({ id, label, page }) => (
        <span key={id} data-for={id}>
          <Link to={section ? `${page}#${section}` : page}>{label}</Link>{" "}
        </span>
      ))}
    </span>
  );
}
