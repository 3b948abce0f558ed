import type { Code, Root } from "mdast";
import { visit } from "unist-util-visit";

/**
 * Gives each short form in a guide the paths of its blocks, as the attribute `files`: one path a line, each once.
 * @param pathOf the path that stands on a block, or undefined
 */
export function addFileTree(tree: Root, pathOf: (fence: Code) => string | undefined): void {
  visit(tree, "mdxJsxFlowElement", (element) => {
    if (element.name !== "Guide.ShortForm") return;
    const paths = new Set<string>();
    visit(element, "code", (fence) => {
      const path = pathOf(fence);
      // A title may say more after a comma.
      if (path !== undefined) paths.add(path.replace(/, .*/, ""));
    });
    const value = [...paths].join("\n");
    element.attributes.push({ type: "mdxJsxAttribute", name: "files", value });
  });
}
