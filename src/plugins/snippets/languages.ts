/** A language that a fence or a snippet can be in. */
export interface Language {
  /** The name of Shiki's grammar; undefined: shown as plain text. */
  grammar?: string;
  label: string;
  /** What a fence may call it; each is also a file name's extension where files have one. */
  names: readonly string[];
}

const languages: readonly Language[] = [
  { grammar: "typescript", label: "TypeScript", names: ["ts", "mts", "cts"] },
  { grammar: "tsx", label: "TSX", names: ["tsx"] },
  { grammar: "javascript", label: "JavaScript", names: ["js", "mjs", "cjs"] },
  { grammar: "jsx", label: "JSX", names: ["jsx"] },
  { grammar: "html", label: "HTML", names: ["html"] },
  { grammar: "css", label: "CSS", names: ["css"] },
  { grammar: "vue", label: "Vue", names: ["vue"] },
  { grammar: "svelte", label: "Svelte", names: ["svelte"] },
  { grammar: "astro", label: "Astro", names: ["astro"] },
  { grammar: "go", label: "Go", names: ["go"] },
  { grammar: "python", label: "Python", names: ["py"] },
  { grammar: "json", label: "JSON", names: ["json"] },
  { grammar: "toml", label: "TOML", names: ["toml"] },
  { grammar: "yaml", label: "YAML", names: ["yaml", "yml"] },
  { grammar: "docker", label: "Dockerfile", names: ["Dockerfile"] },
  { grammar: "shellscript", label: "Shell", names: ["sh"] },
  { grammar: "shellsession", label: "Console", names: ["console"] },
  { grammar: "http", label: "HTTP", names: ["http"] },
  { label: "Text", names: ["text", "txt"] },
];

/** The only languages that may be typed into a page: what a reader runs or sees on the wire, never a program. */
export const handTyped: readonly string[] = ["sh", "console", "http", "json", "text"];

/** The language with this name (`ts`, `console`, …); undefined if none has it. */
export function findLanguage(name: string): Language | undefined {
  return languages.find((language) => language.names.includes(name));
}

/** The language with this label (`TypeScript`, `Shell`, …); undefined if none has it. */
export function languageOfLabel(label: string): Language | undefined {
  return languages.find((language) => language.label === label);
}
