import type { ReactNode } from "react";
import { Choice } from "../Choice/index.tsx";

/**
 * Below a page's title: the page as Markdown, to copy and to look at, which the build writes (src/plugins/page-texts); and the language of
 * its code, shown where there is a choice.
 */
export function PageActions({ path }: { path: string }): ReactNode {
  return (
    <p className="page-actions label">
      <button type="button" data-copy-from={`${path}.md`}>
        Copy page as Markdown
      </button>
      <a href={`${path}.md`}>View as Markdown</a>
      <Choice of="code" />
    </p>
  );
}
