import type { ReactNode } from "react";

/** Below a page's title: the page as Markdown, to copy and to look at. The build writes it (src/plugins/page-texts). */
export function PageActions({ path }: { path: string }): ReactNode {
  return (
    <p className="page-actions label">
      <button type="button" data-copy-from={`${path}.md`}>
        Copy page as Markdown
      </button>
      <a href={`${path}.md`}>View as Markdown</a>
    </p>
  );
}
