import type { Cell } from "../../results/versions.ts";
import { findFramework } from "../../snippets/frameworks.ts";

/** Cells as a table in Markdown, those that did not pass first. */
export function tableOf(cells: readonly Cell[]): string {
  const failed = cells.filter(({ outcome }) => outcome !== "passed");
  const passed = cells.filter(({ outcome }) => outcome === "passed");
  const rows = [...failed, ...passed].map((cell) => {
    const { framework, outcome, scenarios, variant } = cell;
    const label = findFramework(framework)?.label ?? framework;
    const found =
      outcome === "failed" ? `${cell.failed.length} of ${scenarios} scenarios failed` : outcome;
    const why = cell.failed.map(({ id, why }) => `\`${id}\`: ${why}`);
    const all = [cell.why ?? [], why].flat().map(escaped);
    return [
      label,
      releases(cell) + (variant ? `, with ${variant}` : ""),
      found,
      all.join("<br>"),
    ];
  });
  const head = ["Framework", "Releases", "Outcome", "Why"];
  return [head, head.map(() => "---"), ...rows]
    .map((row) => `| ${row.join(" | ")} |\n`)
    .join("");
}

function releases({ package: name, release, also = {} }: Cell): string {
  return Object.entries({ [name]: release, ...also })
    .map((pair) => pair.join(" "))
    .join(", ");
}

/** Text that stays in its cell. */
function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("\n", " ");
}
