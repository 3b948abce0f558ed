import Link from "@docusaurus/Link";
import { useLocation } from "@docusaurus/router";
import { useThemeConfig } from "@docusaurus/theme-common";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { Icon, Mark } from "@site/src/components/Icon/index.tsx";
import { SearchButton } from "@site/src/components/Search/index.tsx";
import type { ReactNode } from "react";

interface Section {
  label: string;
  to: string;
}

/** The bar at the top: name, sections, theme, repository; the button for the contents where there is no room for the sidebar. */
export default function Navbar(): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  const { navbar } = useThemeConfig();
  const { pathname } = useLocation();
  const repository = String(siteConfig.customFields?.repositoryUrl);
  return (
    <header className="topbar">
      <div className="topbar-inner">
        <button type="button" className="topbar-menu" popoverTarget="contents">
          <Icon name="menu" />
          <span>Contents</span>
        </button>
        <Link className="topbar-name" to="/">
          <Mark />
          <span>
            <i>SuperTokens </i>
            <b>SSR reference</b>
          </span>
        </Link>
        <nav className="topbar-sections" aria-label="Sections">
          {(navbar.items as unknown as Section[]).map(({ to, label }) => (
            <Link key={to} to={to} aria-current={pathname === to ? "page" : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        <SearchButton />
        <ThemeSwitch />
        <a className="topbar-icon" href={repository} aria-label="Source repository">
          <Icon name="repository" />
        </a>
      </div>
    </header>
  );
}

const themes = ["light", "auto", "dark"] as const;

/** Works without scripts for the page at hand (`:has(:checked)` in src/css/tokens.css); src/client/theme.ts keeps the choice. */
function ThemeSwitch(): ReactNode {
  return (
    <fieldset className="theme-switch">
      <legend className="visually-hidden">Theme</legend>
      {themes.map((theme) => (
        <label key={theme} title={`Theme: ${theme}`}>
          <input type="radio" name="theme" value={theme} defaultChecked={theme === "auto"} />
          <Icon name={theme} />
          <span className="visually-hidden">{theme}</span>
        </label>
      ))}
    </fieldset>
  );
}
