import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import { Icon } from "../Icon/index.tsx";

/** The way to the search, in the top bar: opens it over the page; without scripts it leads to the list of all pages. */
export function SearchButton(): ReactNode {
  return (
    <Link className="search-button" to="/search" data-search-open="" aria-label="Search">
      <Icon name="search" />
      <span>Search</span>
      <kbd>/</kbd>
    </Link>
  );
}

/** The search itself, on a page: `field.ts` activates it. With `guess`, it starts with the words of the URL, for a page that was not found. */
export function SearchField({ guess = false }: { guess?: boolean }): ReactNode {
  return <search className="search-field" data-search={guess ? "address" : "query"} hidden />;
}
