import { type Framework, frameworks } from "../../../snippets/frameworks.ts";

/** The choices that a reader makes once for the whole site: the name in the URL, in localStorage and, on `<html>`, after `data-`. */
export type ChoiceName = "framework" | "front-end" | "ui" | "npm" | "python" | "code";

export interface Choice {
  label: string;
  /** The first is the default. */
  options: readonly { id: string; label: string }[];
}

const ofKind = (kind: Framework["kind"]) =>
  frameworks
    .filter((framework) => framework.kind === kind)
    .map(({ id, label }) => ({ id, label }));

const tools = (...ids: string[]) => ids.map((id) => ({ id, label: id }));

/** All choices; the registry says which frameworks there are. */
export const choices: Readonly<Record<ChoiceName, Choice>> = {
  framework: { label: "Framework", options: ofKind("server") },
  "front-end": { label: "Front end", options: ofKind("front-end") },
  ui: {
    label: "Login UI",
    options: [
      { id: "pre-built-ui", label: "Pre-built UI" },
      { id: "custom-ui", label: "Custom UI" },
    ],
  },
  npm: { label: "Install with", options: tools("npm", "pnpm", "yarn", "bun") },
  python: { label: "Install with", options: tools("pip", "uv") },
  code: {
    label: "Code",
    options: [
      { id: "typescript", label: "TypeScript" },
      { id: "javascript", label: "JavaScript" },
    ],
  },
};

/** The names of all choices. */
export const choiceNames = Object.keys(choices) as ChoiceName[];
