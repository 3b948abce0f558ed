import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Expression, Identifier, Program } from "estree";
import type { Root } from "mdast";
import type { MdxJsxFlowElement, MdxJsxTextElement } from "mdast-util-mdx";
import { visit } from "unist-util-visit";
import { siteDir as ownSite } from "../snippets/sources.ts";

type Element = MdxJsxFlowElement | MdxJsxTextElement;

/** The elements that show recorded runs, and the attribute that names their scenarios. */
const elements: ReadonlyMap<string | null, "scenario" | "scenarios"> = new Map([
  ["Sequence", "scenario"],
  ["Outcomes", "scenarios"],
  ["SetCookies", "scenario"],
  ["Differences", "scenarios"],
]);

const folder = "tests/contract/recordings";

/**
 * Gives each element of a page that shows recorded runs its recordings, as an import of just these files: a page carries no run but its own.
 * In a part of the guides, where it says `framework={props.framework}`, those of every framework that has run the scenarios.
 * @param options.siteDir the folder that holds `tests/contract/recordings/`; this repository by default
 * Throws `page.mdx:line: sentence` for a scenario that the framework has no recording of.
 */
export function recordingsRemark(options: { siteDir?: string } = {}) {
  const siteDir = options.siteDir ?? ownSite;
  return (tree: Root, page: { path: string }): void => {
    const imports = new Map<string, string>();
    visit(tree, ["mdxJsxFlowElement", "mdxJsxTextElement"], (node) => {
      const element = node as Element;
      const names = elements.get(element.name);
      if (!names) return;
      const place = `${relative(siteDir, page.path)}:${element.position?.start.line}`;
      const owner = element.name === "Differences" ? "frameworks" : "framework";
      const scenarios = strings(element, names);
      const inPart = owner === "framework" && isInPart(element);
      const frameworks = inPart ? frameworksWith(siteDir, scenarios) : strings(element, owner);
      if (inPart && scenarios.length > 0 && frameworks.length === 0) {
        throw new Error(`${place}: no framework has run ${scenarios.join(", ")}`);
      }
      if (frameworks.length === 0 || scenarios.length === 0) {
        throw new Error(
          `${place}: <${element.name}> needs ${owner}="…" and ${names}, written out`,
        );
      }
      const local = (framework: string, scenario: string): Identifier => {
        const path = `${folder}/${framework}/${scenario}.json`;
        if (!existsSync(join(siteDir, path))) {
          throw new Error(
            `${place}: ${framework} has no scenario "${scenario}" (${path} does not exist). Run npm run verify -- ${framework}`,
          );
        }
        const name = imports.get(path) ?? `recording${imports.size}`;
        imports.set(path, name);
        return { type: "Identifier", name };
      };
      const lists = frameworks.map((framework) =>
        scenarios.map((scenario) => local(framework, scenario)),
      );
      const value: Expression = inPart
        ? ofGuide(frameworks.map((framework, index) => [framework, array(lists[index] ?? [])]))
        : array(lists.flat());
      element.attributes.push({
        type: "mdxJsxAttribute",
        name: "recordings",
        value: {
          type: "mdxJsxAttributeValueExpression",
          value: "",
          data: { estree: program({ type: "ExpressionStatement", expression: value }) },
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

/**
 * The frameworks that have recordings of all these scenarios. The bundler sees new ones: `npm run verify` changes
 * snippets/verification.json with them, which every page depends on (src/plugins/snippets/sources.ts).
 */
function frameworksWith(siteDir: string, scenarios: readonly string[]): string[] {
  return readdirSync(join(siteDir, folder))
    .sort()
    .filter((framework) =>
      scenarios.every((name) => existsSync(join(siteDir, folder, framework, `${name}.json`))),
    );
}

/** `{ express: …, "aws-lambda": … }[props.framework]` */
function ofGuide(values: [framework: string, value: Expression][]): Expression {
  return {
    type: "MemberExpression",
    computed: true,
    optional: false,
    object: {
      type: "ObjectExpression",
      properties: values.map(([framework, value]) => ({
        type: "Property",
        kind: "init",
        method: false,
        shorthand: false,
        computed: false,
        key: { type: "Literal", value: framework },
        value,
      })),
    },
    property: {
      type: "MemberExpression",
      computed: false,
      optional: false,
      object: { type: "Identifier", name: "props" },
      property: { type: "Identifier", name: "framework" },
    },
  };
}

function array(elements: Expression[]): Expression {
  return { type: "ArrayExpression", elements };
}

/** The strings that an attribute holds: `a="x"`, `a={["x", "y"]}`; none where it is absent or anything else. */
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
