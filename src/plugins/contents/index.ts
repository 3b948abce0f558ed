import type { PropSidebarItem } from "@docusaurus/plugin-content-docs";
import type { Plugin } from "@docusaurus/types";

/** The contents of the site, for the pages that Docusaurus gives no sidebar: home, runs, 404. */
export interface Contents {
  sidebar: PropSidebarItem[];
}

/** What this reads of a loaded version of the docs. */
interface LoadedVersion {
  docs: {
    id: string;
    title: string;
    permalink: string;
    frontMatter: { sidebar_label?: string };
  }[];
  sidebars: Record<string, SidebarItem[]>;
}

type SidebarItem =
  | { type: "category"; label: string; items: SidebarItem[] }
  | { type: "doc"; id: string; label?: string };

/** Hands the sidebar of the docs to all other pages. */
export function contents(): Plugin {
  return {
    name: "contents",
    async allContentLoaded({ allContent, actions }) {
      const docs = allContent["docusaurus-plugin-content-docs"]?.default as
        | { loadedVersions: LoadedVersion[] }
        | undefined;
      const version = docs?.loadedVersions[0];
      if (!version) throw new Error("There are no docs to make the contents of");
      const [items = []] = Object.values(version.sidebars);
      actions.setGlobalData({ sidebar: linked(items, version.docs) } satisfies Contents);
    },
  };
}

/** The items of a sidebar, with the path and the label of each page. */
function linked(items: readonly SidebarItem[], docs: LoadedVersion["docs"]): PropSidebarItem[] {
  return items.map((item): PropSidebarItem => {
    if (item.type === "category") {
      return {
        type: "category",
        label: item.label,
        collapsible: false,
        collapsed: false,
        items: linked(item.items, docs),
      };
    }
    const doc = docs.find(({ id }) => id === item.id);
    if (!doc) throw new Error(`The sidebar has no page for "${item.id}"`);
    const label = item.label ?? doc.frontMatter.sidebar_label ?? doc.title;
    return { type: "link", href: doc.permalink, label };
  });
}
