import { existsSync } from "node:fs";
import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
import { type Framework, frameworks } from "./snippets/frameworks.ts";

/** The pages of one kind of framework, in the order of the registry; those that are written. */
function pages(kind: Framework["kind"]): { type: "doc"; id: string; label: string }[] {
  return frameworks
    .filter((framework) => framework.kind === kind && existsSync(`docs${framework.page}.mdx`))
    .map(({ page, label }) => ({ type: "doc", id: page.slice(1), label }));
}

const sidebars: SidebarsConfig = {
  reference: [
    { type: "category", label: "On the server", collapsible: false, items: pages("server") },
    {
      type: "category",
      label: "In the browser",
      collapsible: false,
      items: pages("front-end"),
    },
    {
      type: "category",
      label: "Test",
      collapsible: false,
      items: ["testing", "mock-core"],
    },
    {
      type: "category",
      label: "This site",
      collapsible: false,
      items: ["verification", "scenarios"],
    },
  ],
};

export default sidebars;
