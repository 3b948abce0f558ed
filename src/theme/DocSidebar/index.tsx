import Link from "@docusaurus/Link";
import type { PropSidebarItem } from "@docusaurus/plugin-content-docs";
import { useLocation } from "@docusaurus/router";
import { Picker } from "@site/src/components/Choice/index.tsx";
import { Icon } from "@site/src/components/Icon/index.tsx";
import type { Props } from "@theme/DocSidebar";
import type { ReactNode } from "react";

/**
 * The contents: a column on wide screens, a native popover behind the top bar's button on narrow ones. `isHidden`: no column, on pages that
 * are none of the docs.
 */
export default function DocSidebar({ sidebar, isHidden }: Props): ReactNode {
  return (
    <nav
      id="contents"
      className={isHidden ? "contents no-column" : "contents"}
      popover="auto"
      aria-label="Contents"
    >
      <button
        type="button"
        className="contents-close"
        popoverTarget="contents"
        popoverTargetAction="hide"
      >
        <Icon name="close" />
        <span className="visually-hidden">Close the contents</span>
      </button>
      <Picker />
      <Items items={sidebar} />
    </nav>
  );
}

function Items({ items }: { items: readonly PropSidebarItem[] }): ReactNode {
  return (
    <ul>
      {items.map((item) => (
        <Item
          key={"href" in item ? item.href : "label" in item ? item.label : ""}
          item={item}
        />
      ))}
    </ul>
  );
}

function Item({ item }: { item: PropSidebarItem }): ReactNode {
  const { pathname } = useLocation();
  if (item.type === "category") {
    return (
      <li>
        {item.href ? (
          <Link to={item.href}>{item.label}</Link>
        ) : (
          <span className="contents-group">{item.label}</span>
        )}
        <Items items={item.items} />
      </li>
    );
  }
  if (item.type === "link") {
    return (
      <li>
        <Link to={item.href} aria-current={pathname === item.href ? "page" : undefined}>
          {item.label}
        </Link>
      </li>
    );
  }
  return null;
}
