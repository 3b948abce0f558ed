import { relative } from "node:path";
import type { Program } from "estree";
import type { Root } from "mdast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx";
import { visit } from "unist-util-visit";
import { readRuns, runsFile } from "../../../results/run-files.ts";
import { exchangesOf } from "../../../results/runs.ts";
import { siteDir as ownSite } from "../snippets/sources.ts";

type Element = MdxJsxFlowElement | MdxJsxTextElement;

/** The elements that show recorded runs, and the attribute that names their scenarios. */
const elements: ReadonlyMap<string | null, "scenario" | "scenarios"> = new Map([
  ["Sequence", "scenario"],
  ["Outcomes", "scenarios"],
  ["SetCookies", "scenario"],
  ["Differences", "scenarios"],
]);

/**
 * Gives each element of a page that shows recorded runs those of its scenarios, as an import of just these files: an edit to one
 * of them, and no other, renders the page anew.
 * In a part of the guides, where an element says `framework={props.framework}`, the component finds those of its guide.
 * @param options.siteDir the folder that holds `results/`; this repository by default
 * Throws `page.mdx:line: sentence` for a scenario that the framework has no recorded run of.
 */
export function recordedRunsRemark(options: { siteDir?: string } = {}) {
  const siteDir = options.siteDir ?? ownSite;
  return (tree: Root, page: { path: string }): void => {
    const imports = new Map<string, string>();
    visit(tree, ["mdxJsxFlowElement", "mdxJsxTextElement"], (node) => {
      const element = node as Element;
      const names = elements.get(element.name);
      if (!names) return;
      const place = `${relative(siteDir, page.path)}:${element.position?.start.line}`;
      const owner = element.name === "Differences" ? "frameworks" : "framework";
      const inPart = isInPart(element);
      const frameworks = inPart ? [] : strings(element, owner);
      const scenarios = strings(element, names);
      if ((frameworks.length === 0 && !inPart) || scenarios.length === 0) {
        throw new Error(
          `${place}: <${element.name}> needs ${owner}="…" and ${names}, written out`,
        );
      }
      const locals = scenarios.map((scenario) => {
        const runs = readRuns(scenario, siteDir);
        if (runs.length === 0) {
          throw new Error(`${place}: no framework has run "${scenario}"`);
        }
        const missing = frameworks.find((framework) => !exchangesOf(runs, framework));
        if (missing) {
          throw new Error(
            `${place}: ${missing} has no scenario "${scenario}" (${runsFile(scenario)} has no run of it). Run npm run verify -- ${missing}`,
          );
        }
        const path = runsFile(scenario);
        const local = imports.get(path) ?? `runs${imports.size}`;
        imports.set(path, local);
        return local;
      });
      element.attributes.push({
        type: "mdxJsxAttribute",
        name: "runs",
        value: {
          type: "mdxJsxAttributeValueExpression",
          value: `[${locals.join(", ")}]`,
          data: {
            estree: program({
              type: "ExpressionStatement",
              expression: {
                type: "ArrayExpression",
                elements: locals.map((name) => ({ type: "Identifier", name })),
              },
            }),
          },
        },
      });
    });
    for (const [path, local] of imports) tree.children.unshift(jsonImport(path, local));
  };
}

/** Whether an element says `framework={props.framework}`: it is in a part of the guides, and the guide names the framework. */
function isInPart(element: Element): boolean {
  return element.attributes.some(
    (attribute) =>
      attribute.type === "mdxJsxAttribute" &&
      attribute.name === "framework" &&
      typeof attribute.value === "object" &&
      attribute.value?.value.trim() === "props.framework",
  );
}

/** The strings that an attribute holds: `a="x"`, `a={["x", "y"]}`; none if it is absent or anything else. */
function strings(element: Element, name: string): string[] {
  const attribute = element.attributes.find(
    (candidate) => candidate.type === "mdxJsxAttribute" && candidate.name === name,
  );
  const value = attribute?.type === "mdxJsxAttribute" ? attribute.value : undefined;
  if (typeof value === "string") return [value];
  const statement = value?.data?.estree?.body[0];
  if (statement?.type !== "ExpressionStatement") return [];
  if (statement.expression.type !== "ArrayExpression") return [];
  return statement.expression.elements.flatMap((item) =>
    item?.type === "Literal" && typeof item.value === "string" ? [item.value] : [],
  );
}

function jsonImport(path: string, local: string) {
  const source = `@site/${path}`;
  return {
    type: "mdxjsEsm" as const,
    value: `import ${local} from "${source}"`,
    data: {
      estree: program({
        type: "ImportDeclaration",
        specifiers: [
          { type: "ImportDefaultSpecifier", local: { type: "Identifier", name: local } },
        ],
        source: { type: "Literal", value: source },
        attributes: [],
      }),
    },
  };
}

function program(statement: Program["body"][number]): Program {
  return { type: "Program", sourceType: "module", body: [statement] };
}
