import { relative } from "node:path";
import type { Code, Root } from "mdast";
import type { MdxJsxFlowElement, MdxjsEsm } from "mdast-util-mdx";
import { visit } from "unist-util-visit";
import { otherFolders } from "../../../snippets/frameworks.ts";
import type { SnippetProps } from "../../components/Snippet/props.ts";
import { parseFence } from "./fence.ts";
import { addFileTree } from "./file-tree.ts";
import { itemName, projectPath } from "./project-path.ts";
import { siteDir as ownSite } from "./sources.ts";

/**
 * Turns each fence of a page into a `Snippet` element with its HTML ready made, and imports that component.
 * @param options.siteDir the folder that holds `snippets/`; this repository by default
 * Throws `page.mdx:line: sentence` for a fence that is not allowed in a page, or whose snippet does not exist or compile.
 */
export function snippetsRemark(options: { siteDir?: string } = {}) {
  const siteDir = options.siteDir ?? ownSite;
  return async (tree: Root, page: { path: string }): Promise<void> => {
    const fences: Code[] = [];
    visit(tree, "code", (node) => {
      fences.push(node);
    });
    const elements = new Map<Code, MdxJsxFlowElement>();
    const titles = new Map<Code, string>();
    for (const fence of fences) {
      try {
        const props = await snippetProps(siteDir, fence);
        elements.set(fence, element(props));
        if (props.title !== undefined) titles.set(fence, props.title);
      } catch (error) {
        const place = `${relative(siteDir, page.path)}:${fence.position?.start.line}`;
        throw new Error(`${place}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    }
    if (elements.size === 0) return;
    addFileTree(tree, (fence) => titles.get(fence));
    visit(tree, "code", (node, index, parent) => {
      const replacement = elements.get(node);
      if (replacement && parent && index !== undefined) parent.children[index] = replacement;
    });
    tree.children.unshift(componentImport());
  };
}

async function snippetProps(siteDir: string, node: Code): Promise<SnippetProps> {
  const fence = parseFence(node.lang ?? undefined, node.meta ?? undefined, node.value);
  const language = fence.language.label;
  // Loaded late: a site that has nothing to render does not wait for a compiler and a highlighter.
  const [{ embed }, { highlight }, { renderCode }] = await Promise.all([
    import("./embed.ts"),
    import("./highlight.ts"),
    import("./render.ts"),
  ]);
  if (fence.kind === "plain") {
    const tokens = await highlight(node.value, fence.language.grammar);
    const { code } = renderCode({ tokens, hovers: [] }, [...tokens.keys()]);
    return { language, code, ...(fence.title !== undefined && { title: fence.title }) };
  }
  const { code, javascript, types, lines, framework, proof } = await embed(siteDir, fence);
  const item = itemName(fence.file);
  const shown = {
    language,
    code,
    ...(javascript && { javascript }),
    ...(types && { types }),
    title: fence.title ?? projectPath(fence.file),
    source: `${fence.file}#L${lines[0]}-L${lines[1]}`,
    ...(item !== undefined && { item }),
  };
  // The badge is about the contract, which runs frameworks only.
  if (otherFolders.includes(framework)) return shown;
  return {
    ...shown,
    framework,
    proof: proof.state,
    scenarios: String(proof.scenarios),
    versions: proof.versions.join(", "),
  };
}

function element(props: SnippetProps): MdxJsxFlowElement {
  const attributes = Object.entries(props).map(([name, value]) => ({
    type: "mdxJsxAttribute" as const,
    name,
    value: value as string,
  }));
  return { type: "mdxJsxFlowElement", name: "Snippet", attributes, children: [] };
}

function componentImport(): MdxjsEsm {
  const path = "@site/src/components/Snippet/index.tsx";
  return {
    type: "mdxjsEsm",
    value: `import Snippet from "${path}"`,
    data: {
      estree: {
        type: "Program",
        sourceType: "module",
        body: [
          {
            type: "ImportDeclaration",
            specifiers: [
              {
                type: "ImportDefaultSpecifier",
                local: { type: "Identifier", name: "Snippet" },
              },
            ],
            source: { type: "Literal", value: path },
            attributes: [],
          },
        ],
      },
    },
  };
}
