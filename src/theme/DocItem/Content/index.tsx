import { useDoc } from "@docusaurus/plugin-content-docs/client";
import { PageActions } from "@site/src/components/PageActions/index.tsx";
import {
  hasContents,
  NarrowTableOfContents,
} from "@site/src/components/TableOfContents/index.tsx";
import { FirstUses } from "@site/src/components/Term/index.tsx";
import type { Props } from "@theme/DocItem/Content";
import MDXContent from "@theme/MDXContent";
import type { ReactNode } from "react";

/**
 * The article. Title and lede come from the front matter (`title`, `description`) unless the page has an h1 of its own;
 * `numbered: true` numbers its sections in the margin.
 */
export default function DocItemContent({ children }: Props): ReactNode {
  const { metadata, frontMatter, contentTitle, toc } = useDoc();
  const numbered = "numbered" in frontMatter && frontMatter.numbered === true;
  return (
    <article className={numbered ? "prose numbered" : "prose"}>
      {!contentTitle && (
        <header>
          <h1>{metadata.title}</h1>
          {frontMatter.description && <p className="lede">{frontMatter.description}</p>}
          <PageActions path={metadata.permalink} />
        </header>
      )}
      {hasContents(frontMatter, toc) && <NarrowTableOfContents toc={toc} />}
      <FirstUses>
        <MDXContent>{children}</MDXContent>
      </FirstUses>
    </article>
  );
}
