import Link from "@docusaurus/Link";
import { useDoc, useSidebarBreadcrumbs } from "@docusaurus/plugin-content-docs/client";
import { frameworks } from "@site/snippets/frameworks.ts";
import { Icon } from "@site/src/components/Icon/index.tsx";
import { hasContents, TableOfContents } from "@site/src/components/TableOfContents/index.tsx";
import { TakeFiles } from "@site/src/components/TakeFiles/index.tsx";
import ContentVisibility from "@theme/ContentVisibility";
import DocItemContent from "@theme/DocItem/Content";
import type { Props } from "@theme/DocItem/Layout";
import type { ReactNode } from "react";

/** One page of the docs: where it is, its content, its table of contents, where to go from here. */
export default function DocItemLayout({ children }: Props): ReactNode {
  const { metadata, frontMatter, toc } = useDoc();
  const framework = frameworks.find(({ page }) => page === metadata.permalink);
  return (
    <>
      <main id="content" className="page" tabIndex={-1}>
        <ContentVisibility metadata={metadata} />
        <Breadcrumbs />
        <DocItemContent>{children}</DocItemContent>
        {framework && <TakeFiles framework={framework} />}
        <PageEnd />
      </main>
      {hasContents(frontMatter, toc) && <TableOfContents toc={toc} />}
    </>
  );
}

function Breadcrumbs(): ReactNode {
  const breadcrumbs = useSidebarBreadcrumbs();
  if (!breadcrumbs) return null;
  return (
    <nav className="breadcrumbs" aria-label="Breadcrumbs">
      <ol>
        <li>
          <Link to="/">Home</Link>
        </li>
        {breadcrumbs.slice(0, -1).map((item) => (
          <li key={item.label}>
            {item.href ? <Link to={item.href}>{item.label}</Link> : item.label}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function PageEnd(): ReactNode {
  const { editUrl, lastUpdatedAt, previous, next } = useDoc().metadata;
  return (
    <footer className="page-end">
      <p>
        {editUrl && <a href={editUrl}>Edit this page</a>}
        {lastUpdatedAt && (
          <span>
            Last changed on{" "}
            <time dateTime={new Date(lastUpdatedAt).toISOString()}>{day(lastUpdatedAt)}</time>
          </span>
        )}
      </p>
      {(previous || next) && (
        <nav aria-label="Previous and next page">
          {previous && (
            <Link to={previous.permalink} rel="prev">
              <Icon name="previous" />
              <span>
                <small>Previous</small> {previous.title}
              </span>
            </Link>
          )}
          {next && (
            <Link to={next.permalink} rel="next">
              <span>
                <small>Next</small> {next.title}
              </span>
              <Icon name="next" />
            </Link>
          )}
        </nav>
      )}
    </footer>
  );
}

/** "21 November 2026" @param time in ms since 1970 */
function day(time: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(time);
}
