import { existsSync, globSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import ts from "typescript";
import { type Framework, frameworks } from "../../../snippets/frameworks.ts";
import { zip } from "../sandboxes/zip.ts";
import { projectPath, shortFolder } from "../snippets/project-path.ts";
import { typedFolder } from "../snippets/sources.ts";

/** The files of one app that a reader takes together: those of a framework, of one of its variants, or of its short form. */
export interface FileSet {
  /** `express-short`, `express`, `react-pre-built-ui` */
  name: string;
  /** What it is called next to the framework: "short form". */
  label: string;
  framework: Framework;
  /** Inside the framework's folder; "" for that folder itself. */
  folder: string;
  /** Their texts by their paths, relative to the framework's folder. */
  files: ReadonlyMap<string, string>;
}

/**
 * All sets, in the order in which a page offers them: the short form of a framework leads.
 * @param siteDir the folder that holds `snippets/`
 * @param filesOf framework id to the paths of its snippets, as `results/verification.json` lists them
 */
export function fileSets(
  siteDir: string,
  filesOf: Readonly<Record<string, readonly string[]>>,
): FileSet[] {
  return frameworks.flatMap((framework) => {
    const { id, variants } = framework;
    const base = join(siteDir, "snippets", id);
    const read = (paths: readonly string[]) =>
      new Map(paths.map((path) => [path, readFileSync(join(base, path), "utf8")]));
    const short = filesIn(base, shortFolder).filter(
      (path) => !path.endsWith("/tsconfig.json") && !replacesAnother(base, path),
    );
    const folders = (variants ?? [{ id: "", label: "", folder: "" }]).map(
      ({ id: variant, label, folder }) => ({
        name: folder === "" ? id : `${id}-${variant}`,
        label,
        folder,
      }),
    );
    const paths = (filesOf[id] ?? []).filter((path) => !path.startsWith(`${shortFolder}/`));
    const named = folders.map(({ name, label, folder }) => {
      const others = folders.flatMap((other) =>
        other.folder !== "" && other.folder !== folder ? [`${other.folder}/`] : [],
      );
      const own = paths.filter(
        (path) =>
          (folder === "" || path.startsWith(`${folder}/`)) &&
          !others.some((other) => path.startsWith(other)) &&
          !isOtherProject(siteDir, id, folder, path),
      );
      return { name, label, framework, folder, files: read(own) };
    });
    const overlaid = withOverlays(base, named);
    return short.length === 0
      ? overlaid
      : [
          {
            name: `${id}-short`,
            label: "short form",
            framework,
            folder: shortFolder,
            files: read(short),
          },
          ...overlaid,
        ];
  });
}

/** Whether a file of the short form stands in a folder below another of the same name: a reader takes one of the two. */
function replacesAnother(base: string, path: string): boolean {
  const top = posix.join(shortFolder, posix.basename(path));
  return path !== top && existsSync(join(base, top));
}

/** The files of a folder, sorted, relative to `base`. A folder's name may have dots: `[...path]`. */
function filesIn(base: string, folder: string): string[] {
  return globSync(`${folder}/**/*`, { cwd: base, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** Each set once for each folder that is laid over it; as it is, if there is none. */
function withOverlays(base: string, sets: readonly FileSet[]): FileSet[] {
  return sets.flatMap((set) => {
    const overlays = (set.framework.overlays ?? []).filter(({ id }) =>
      existsSync(join(base, id)),
    );
    if (overlays.length === 0) return [set];
    const below = [...set.files].filter(
      ([path]) => !overlays.some(({ id }) => path.startsWith(`${id}/`)),
    );
    return overlays.map(({ id, label }, index) => {
      const files = filesIn(base, id).map((path): [string, string] => [
        path,
        readFileSync(join(base, path), "utf8"),
      ]);
      const name = index === 0 ? set.name : `${set.name}-${id}`;
      return { ...set, name, label, files: new Map([...below, ...files]) };
    });
  });
}

/** Whether a file is compiled apart from its set, as the server that a front end needs. */
function isOtherProject(siteDir: string, id: string, folder: string, path: string): boolean {
  if (!isTypeScript(path)) return false;
  const root = posix.join("snippets", id, folder);
  const typed = typedFolder(siteDir, posix.join("snippets", id, path));
  return typed !== undefined && typed !== root && typed.startsWith(`${root}/`);
}

function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path);
}

/**
 * The files as a reader's copies: by their paths in the project, and with the list of packages of Go and Python, whose tools read it.
 */
export function copiesOf(siteDir: string, { framework, files }: FileSet): Map<string, string> {
  const base = join(siteDir, "snippets", framework.id);
  const lists = globSync("**/{requirements.txt,go.mod,go.sum}", { cwd: base }).map(
    (path): [string, string] => [path, readFileSync(join(base, path), "utf8")],
  );
  return new Map(
    [...files, ...lists]
      .map(([path, text]): [string, string] => [
        projectPath(`snippets/${framework.id}/${path}`),
        text,
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The copies in a zip with one folder. */
export function zippedCopies(siteDir: string, set: FileSet): Uint8Array {
  return zip({ files: Object.fromEntries(copiesOf(siteDir, set)) }, "supertokens");
}

/** Some files and all that they import by path, directly or not, in the order of their names. */
export function withImports(
  start: Iterable<string>,
  files: ReadonlyMap<string, string>,
): Map<string, string> {
  const needed = new Set(start);
  for (const path of needed) {
    if (!/\.[jt]sx?$/.test(path)) continue;
    for (const { fileName } of ts.preProcessFile(files.get(path) ?? "").importedFiles) {
      if (!/^(\.|@\/)/.test(fileName)) continue;
      const target = fileName.startsWith("@/")
        ? fileName.slice(2)
        : posix.join(posix.dirname(path), fileName);
      // In an overlay first, then below it.
      const [overlay = ""] = /^(custom-ui|pre-built-ui)\//.exec(path) ?? [];
      const plain = target.startsWith(overlay) ? target.slice(overlay.length) : target;
      const found = [overlay + plain, plain]
        .flatMap((it) => ["", ".ts", ".tsx"].map((end) => it + end))
        .find((it) => files.has(it));
      if (found) needed.add(found);
    }
  }
  return new Map([...needed].sort().map((path) => [path, files.get(path) ?? ""]));
}
