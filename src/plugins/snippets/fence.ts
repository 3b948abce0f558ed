import { findLanguage, handTyped, type Language } from "./languages.ts";

/** A fence as the page's author wrote it. */
export type Fence =
  | { kind: "embed"; language: Language; file: string; region?: string; title?: string }
  | { kind: "plain"; language: Language; title?: string };

const attribute = /([a-z]+)=(?:"([^"]*)"|(\S+))/y;

/**
 * Reads the line that opens a fence: its language and `file=path#region title="…"`.
 * Throws an Error with one sentence, without the place, for everything a page must not hold.
 */
export function parseFence(
  lang: string | undefined,
  meta: string | undefined,
  body: string,
): Fence {
  const { file, title } = parseAttributes(meta ?? "");
  if (file === undefined) {
    if (!lang || !handTyped.includes(lang)) {
      throw new Error(
        `a ${lang ? `\`${lang}\` ` : ""}fence without file=: program code comes from snippets/ (file=snippets/…#region); only ${handTyped.join(", ")} may be typed into a page`,
      );
    }
    return { kind: "plain", language: known(lang), ...(title !== undefined && { title }) };
  }
  if (body.trim() !== "") {
    throw new Error(`a fence with file=${file} must be empty: its code comes from the file`);
  }
  const [path = "", region, ...rest] = file.split("#");
  if (rest.length > 0 || region === "") {
    throw new Error(`file=${file} is not of the form path#region`);
  }
  if (
    !/^snippets\/[^/]+\/.+/.test(path) ||
    path.split("/").some((part) => /^\.*$/.test(part))
  ) {
    throw new Error(`file=${path} is not a path like snippets/express/init.ts`);
  }
  // A file without an extension is called like its language: Dockerfile.
  const language = known(
    path.slice(Math.max(...[".", "/"].map((at) => path.lastIndexOf(at))) + 1),
  );
  if (!lang || findLanguage(lang) !== language) {
    throw new Error(`the fence says \`${lang ?? ""}\` but ${path} is \`${language.names[0]}\``);
  }
  return {
    kind: "embed",
    language,
    file: path,
    ...(region !== undefined && { region }),
    ...(title !== undefined && { title }),
  };
}

function known(name: string): Language {
  const language = findLanguage(name);
  if (!language)
    throw new Error(`\`${name}\` is no language that src/plugins/snippets/languages.ts knows`);
  return language;
}

function parseAttributes(meta: string): { file?: string; title?: string } {
  const found: { file?: string; title?: string } = {};
  for (let at = 0; at < meta.length; ) {
    if (meta[at] === " ") {
      at += 1;
      continue;
    }
    attribute.lastIndex = at;
    const match = attribute.exec(meta);
    const name = match?.[1];
    if (!match || (name !== "file" && name !== "title")) {
      throw new Error(
        `\`${meta.slice(at)}\` is not understood: a fence takes file=path#region and title="…"`,
      );
    }
    found[name] = match[2] ?? match[3] ?? "";
    at = attribute.lastIndex;
  }
  return found;
}
