import Link from "@docusaurus/Link";
import {
  useCurrentSidebarSiblings,
  useDoc,
  useDocById,
} from "@docusaurus/plugin-content-docs/client";
import type { ReactNode } from "react";

/** The other pages of the section of the sidebar that this page stands in, each with what it is about. */
export default function SectionPages(): ReactNode {
  const { metadata } = useDoc();
  const pages = useCurrentSidebarSiblings();
  return (
    <dl className="section-pages">
      {pages.map((page) =>
        page.type === "link" && page.docId && page.docId !== metadata.id ? (
          <Page key={page.docId} id={page.docId} href={page.href} />
        ) : null,
      )}
    </dl>
  );
}

function Page({ id, href }: { id: string; href: string }): ReactNode {
  const { title, description } = useDocById(id);
  return (
    <>
      <dt>
        <Link to={href}>{title}</Link>
      </dt>
      <dd>{description}</dd>
    </>
  );
}
