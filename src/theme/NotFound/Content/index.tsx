import Link from "@docusaurus/Link";
import { useFrameworkPages } from "@site/src/components/framework-pages.ts";
import { SearchField } from "@site/src/components/Search/index.tsx";
import type { ReactNode } from "react";

export default function NotFoundContent(): ReactNode {
  return (
    <main id="content" className="page page-alone" tabIndex={-1}>
      <article className="prose">
        <header>
          <p className="label">404 Not Found</p>
          <h1>Page not found</h1>
          <p className="lede">
            The page may have moved, or the URL may contain a typing error. These pages exist:
          </p>
        </header>
        <SearchField guess />
        <ul>
          <li>
            <Link to="/">Home</Link>
          </li>
          {useFrameworkPages().map(({ id, label, page }) => (
            <li key={id}>
              <Link to={page}>{label}</Link>
            </li>
          ))}
          <li>
            <Link to="/verification">How this site is verified</Link>
          </li>
        </ul>
      </article>
    </main>
  );
}
