import { join, relative } from "node:path";
import ts from "typescript";
import { toJavaScript } from "./javascript.ts";
import { ownPackage } from "./sources.ts";

/** What the compiler says about one name in a file. Lines and columns are counted from 0. */
export interface Hover {
  line: number;
  column: number;
  length: number;
  signature: string;
  /** The first sentence of its documentation. */
  about?: string;
}

export interface FileTypes {
  hovers: Hover[];
  /** `file:line:column: TS1234: …`, with the file as a path from the site's root. */
  errors: string[];
  /** The whole file as JavaScript, where it can be written so. */
  javascript?: string;
}

/** What the compiler says about the files of a folder, by their path from the site's root. */
export type FolderTypes = Record<string, FileTypes>;

/**
 * Compiles all files that the folder's own `tsconfig.json` names, with the packages that are installed for it.
 * Throws if that file cannot be read, or if a snippet reads a file outside of its folder and of its `rootDirs`, which a reader would not have.
 */
export function folderTypes(siteDir: string, folder: string): FolderTypes {
  const { service, files, rootDirs } = languageService(join(siteDir, folder), folder);
  const program = service.getProgram();
  if (!program) throw new Error(`${folder}/tsconfig.json: the compiler gave no program`);
  for (const { fileName } of program.getSourceFiles()) {
    const path = relative(siteDir, fileName);
    const installed =
      fileName.includes("/node_modules/") || path.startsWith(`${ownPackage.sources}/`);
    // A folder whose files are laid over those of another: the page sends the reader there for the rest.
    const below = rootDirs.some((other) => fileName.startsWith(`${other}/`));
    if (!path.startsWith(`${folder}/`) && !installed && !below) {
      throw new Error(`${folder} reads ${path}: a snippet uses nothing outside of its folder`);
    }
  }
  // All errors come first: to explain a name, the compiler also looks at links in comments, and then counts a dead one as an error.
  const errors = files.map((fileName) =>
    [
      ...service.getSyntacticDiagnostics(fileName),
      ...service.getSemanticDiagnostics(fileName),
    ].map((diagnostic) => describe(siteDir, diagnostic)),
  );
  const scripts = errors.flat().length === 0 ? javaScriptOf(join(siteDir, folder), files) : {};
  return Object.fromEntries(
    files.map((fileName, index) => {
      const javascript = scripts[relative(join(siteDir, folder), fileName)];
      return [
        relative(siteDir, fileName),
        {
          hovers: hoversIn(service, program.getSourceFile(fileName)),
          errors: errors[index] ?? [],
          ...(javascript !== undefined && { javascript }),
        },
      ];
    }),
  );
}

/**
 * The files of a folder as JavaScript. None if other files of it, which stay as they are, name them by their extension: components
 * and HTML.
 */
function javaScriptOf(
  path: string,
  files: readonly string[],
): Readonly<Record<string, string>> {
  const others = ts.sys.readDirectory(path, [".vue", ".svelte", ".html"], ["node_modules"]);
  if (others.some((file) => /\.tsx?["']|lang="ts"/.test(ts.sys.readFile(file) ?? "")))
    return {};
  const texts = files
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
    .map((file) => [relative(path, file), ts.sys.readFile(file) ?? ""]);
  return toJavaScript(Object.fromEntries(texts));
}

/** The last folder compiled. One is kept, so that an edit under `npm start` costs little; more would fill the memory of a build. */
let last:
  | { key: string; service: ts.LanguageService; files: string[]; rootDirs: string[] }
  | undefined;

/** How often a folder was compiled: the compiler looks for edits once each time, not once for each name that it is asked about. */
let round = 0;

function languageService(path: string, folder: string) {
  const configPath = join(path, "tsconfig.json");
  const { config, error } = ts.readConfigFile(configPath, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(
    config ?? {},
    ts.sys,
    path,
    undefined,
    configPath,
  );
  const wrong = error ?? parsed.errors[0];
  if (wrong) {
    throw new Error(
      `${folder}/tsconfig.json: ${ts.flattenDiagnosticMessageText(wrong.messageText, " ")}`,
    );
  }
  round += 1;
  const key = JSON.stringify([path, parsed.options, parsed.fileNames]);
  if (last?.key !== key) {
    last?.service.dispose();
    const host: ts.LanguageServiceHost = {
      getProjectVersion: () => String(round),
      getCompilationSettings: () => parsed.options,
      getScriptFileNames: () => parsed.fileNames,
      getScriptVersion: (file) => String(ts.sys.getModifiedTime?.(file)?.getTime()),
      getScriptSnapshot: (file) => {
        const text = declaresVue(file) ? vueComponent : ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => path,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      fileExists: (file) => ts.sys.fileExists(file) || declaresVue(file),
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
    };
    last = {
      key,
      service: ts.createLanguageService(host),
      files: parsed.fileNames,
      rootDirs: parsed.options.rootDirs ?? [],
    };
  }
  return last;
}

/**
 * What the compiler is told of a .vue file, which it cannot read: that it is a component. `vue-tsc` knows the rest, and `npm run types`
 * runs it. Svelte's own types say as much of .svelte files.
 */
const vueComponent = `import type { DefineComponent } from "vue";
declare const component: DefineComponent;
export default component;`;

/** Whether this is where the compiler looks for the types of a .vue file that there is. */
function declaresVue(file: string): boolean {
  return file.endsWith(".vue.d.ts") && ts.sys.fileExists(file.slice(0, -".d.ts".length));
}

function hoversIn(service: ts.LanguageService, source: ts.SourceFile | undefined): Hover[] {
  const hovers: Hover[] = [];
  const visit = (node: ts.Node): void => {
    if (source && ts.isIdentifier(node)) {
      const start = node.getStart(source);
      const info = service.getQuickInfoAtPosition(source.fileName, start);
      if (info) {
        const { line, character } = source.getLineAndCharacterOfPosition(start);
        hovers.push({
          line,
          column: character,
          length: node.getEnd() - start,
          ...meaning(info),
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  if (source) visit(source);
  return hovers;
}

/** Some signatures write out a whole library; longer ones are cut to this length. */
const longest = 600;

/** Without what tells a reader nothing: that a name was imported, and which file its types are in. */
function meaning(info: ts.QuickInfo): Pick<Hover, "signature" | "about"> {
  const signature = ts
    .displayPartsToString(info.displayParts)
    .replace(/^\(alias\) /gm, "")
    .replace(/\nimport .*$/s, "")
    .replaceAll(/import\("[^"]*"\)\./g, "");
  const about = (info.documentation ?? [])
    .filter((part, at, all) => !isLinkSyntax(part, all[at + 1]))
    .map(({ text }) => text)
    .join("")
    .split(/\n\s*\n|:\n|```/, 1)
    .join("")
    .replaceAll(/\s+/g, " ")
    .trim()
    .split(/(?<=[.!?]) (?=[A-Z`])/, 1)
    .join("");
  return { signature: shorten(signature), ...(about && { about: shorten(about) }) };
}

/** Of `{@link name text}` only the text is shown, or the name if there is no text. */
function isLinkSyntax({ kind }: ts.SymbolDisplayPart, next?: ts.SymbolDisplayPart): boolean {
  return kind === "link" || (kind === "linkName" && next?.kind === "linkText");
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function describe(siteDir: string, { file, start, code, messageText }: ts.Diagnostic): string {
  const message = `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  if (!file || start === undefined) return message;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${relative(siteDir, file.fileName)}:${line + 1}:${character + 1}: ${message}`;
}
