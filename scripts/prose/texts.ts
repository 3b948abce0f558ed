/**
 * What is prose in a file. Everything else is replaced by spaces, so that a place in the prose is the same place in the file.
 */

/** A page: its text and front matter, without code, tags, links' targets and comments. */
export function proseOfPage(source: string): string {
  return blank(source, [
    /^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1 *$/gm,
    /`[^`\n]*`/g,
    /<code>.*?<\/code>/g,
    /\{\/\*[\s\S]*?\*\/\}/g,
    /^(import|export) .*$/gm,
    /^(slug|keywords): .*$/gm,
    // A tag, except for the title of a diagram.
    /<\/?[A-Za-z](?:(?! title="|>).)*>?/g,
    /\]\([^)]*\)/g,
    /\{#[^}]*\}/g,
  ]);
}

/** The comments of a source file. */
export function comments(source: string, file: string): string {
  const [open, close] = ["(?<![:\"'`\\w])", "[^\\n]*"];
  const kinds = file.endsWith(".py")
    ? [/(?<!["'\w])#.*$/gm, /"""[\s\S]*?"""/g]
    : [new RegExp(`${open}//${close}`, "g"), /\/\*[\s\S]*?\*\//g, /<!--[\s\S]*?-->/g];
  return blank(keep(source, kinds), [/`[^`\n]*`/g, /https?:\S+/g, /[#/]\s*(end)?region .*/g]);
}

/** The titles of scenarios, scenes and tests. */
export function titles(source: string): string {
  return keep(source, [
    /\btitle:\s*(["`])(?:\\.|(?!\1)[\s\S])*\1/g,
    /\b(?:test|it|describe)\(\s*(["`])(?:\\.|(?!\1)[\s\S])*\1/g,
  ]);
}

function blank(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((left, pattern) => left.replace(pattern, spaces), text);
}

function keep(text: string, patterns: readonly RegExp[]): string {
  const kept = [...spaces(text)];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      for (let at = match.index; at < match.index + match[0].length; at++) {
        kept[at] = text[at] ?? "";
      }
    }
  }
  return kept.join("");
}

const spaces = (text: string) => text.replace(/[^\n]/g, " ");
