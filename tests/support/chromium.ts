/**
 * A real Chromium for the tests and the bench: the one named by CHROME_PATH, else one that is on the machine, else the
 * one inside the npm package @sparticuz/chromium, which needs nothing installed on an x64 Linux with glibc.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

export interface Chromium {
  executablePath: string;
  /** Where it was found, for a message. */
  source: "CHROME_PATH" | "machine" | "package";
  /** The variables of its environment in addition to our own: library and font paths of the packaged Chromium. */
  env: Record<string, string>;
}

/**
 * Starts a headless Chromium. Playwright's own switches keep it from phoning home (no background networking, component
 * updates, sync or field trials); the sandbox is off, since containers rarely allow it and it opens only our own pages.
 * @throws when none can start, with one line that names what is missing and how to get it
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const found = await findChromium();
  try {
    return await chromium.launch({
      ...options,
      executablePath: found.executablePath,
      args: ["--disable-domain-reliability", "--no-pings", ...(options.args ?? [])],
      env: { ...process.env, ...found.env, ...options.env },
    });
  } catch (error) {
    const cause = String(error instanceof Error ? error.message : error);
    throw new Error(
      `${found.executablePath} (${found.source}) does not start: ${reason(cause)}`,
    );
  }
}

/** A browser for which there is nothing but this machine: a wrong turn is seen, and leads nowhere. */
export function launchOffline(): Promise<Browser> {
  const rules = "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1";
  return launchBrowser({ args: [`--host-resolver-rules=${rules}`] });
}

/**
 * The Chromium that the tests use.
 * @throws when there is none that this machine can run, with one line that says what is missing and how to get it
 */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (!isExecutable(named)) {
      throw new Error(
        `CHROME_PATH names ${named}, which is not an executable file: correct it or unset it`,
      );
    }
    return { executablePath: named, source: "CHROME_PATH", env: {} };
  }
  const onMachine = usualPlaces().find((place) => isExecutable(place) && answersVersion(place));
  if (onMachine) return { executablePath: onMachine, source: "machine", env: {} };
  return packagedChromium();
}

function usualPlaces(): string[] {
  if (process.platform === "darwin") {
    return [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];
  }
  if (process.platform === "win32") {
    const roots = [
      process.env.PROGRAMFILES,
      process.env["PROGRAMFILES(X86)"],
      process.env.LOCALAPPDATA,
    ];
    return roots.flatMap((root) =>
      root ? [join(root, "Google/Chrome/Application/chrome.exe")] : [],
    );
  }
  const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
  const folders = [
    "/opt/google/chrome",
    ...(process.env.PATH ?? "").split(delimiter).filter(Boolean),
  ];
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/**
 * The Chromium of @sparticuz/chromium, unpacked once per version into node_modules/.cache. It needs the NSS, NSPR and
 * expat libraries; where the system has none of them, the copies that the package brings for Amazon Linux 2023 (glibc
 * 2.34) are used instead.
 */
async function packagedChromium(): Promise<Chromium> {
  const help = "install Chrome or Chromium, or set CHROME_PATH to one";
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `No Chromium on this machine, and the packaged one is for x64 Linux only (this is ${process.arch} ${process.platform}): ${help}`,
    );
  }
  const folder = await unpack();
  const executablePath = join(folder, "chromium");
  const env: Record<string, string> = {};
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_PATH = join(folder, "fonts");

  if (missingLibraries(executablePath, {}).length > 0) {
    env.LD_LIBRARY_PATH = [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(delimiter);
    const missing = missingLibraries(executablePath, env);
    if (missing.length > 0) {
      throw new Error(
        `The packaged Chromium cannot start, this machine lacks ${missing.join(", ")}: ${help} (Debian, Ubuntu: apt-get install libnss3 libexpat1)`,
      );
    }
  }
  return { executablePath, source: "package", env };
}

/** What the dynamic loader cannot find for this program; the loader itself tells, as `ldd` does, without running it. */
function missingLibraries(program: string, env: Record<string, string>): string[] {
  const listing = spawnSync(program, {
    env: { ...process.env, ...env, LD_TRACE_LOADED_OBJECTS: "1" },
    encoding: "utf8",
  });
  // Without a glibc loader (Alpine) the program cannot even be asked.
  if (listing.error) return ["the glibc loader /lib64/ld-linux-x86-64.so.2"];
  const text = listing.stdout + listing.stderr;
  const missing = [
    ...text.matchAll(/(\S+) => not found/g),
    ...text.matchAll(/version `(\S+)' not found/g),
  ];
  return [...new Set(missing.map((match) => match[1] ?? ""))];
}

/** Unpacks the package's archives; a folder is complete or absent, however many test workers do it at once. */
async function unpack(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve("@sparticuz/chromium"));
  const { version } = JSON.parse(
    readFileSync(join(dirname(entry), "../package.json"), "utf8"),
  ) as {
    version: string;
  };
  const cache = join(import.meta.dirname, "../../node_modules/.cache");
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(`${folder}.`);
  try {
    // The package unpacks into the temporary folder of its process, and unpacks its libraries only on
    // Amazon Linux. The environment of a separate process determines both.
    await run(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        `const { default: chromium } = await import(${JSON.stringify(import.meta.resolve("@sparticuz/chromium"))}); await chromium.executablePath();`,
      ],
      { TMPDIR: staging, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
    );
    const fonts = join(staging, "fonts/fonts.conf");
    writeFileSync(
      fonts,
      readFileSync(fonts, "utf8").replaceAll("/tmp/fonts", join(folder, "fonts")),
    );
    try {
      renameSync(staging, folder);
    } catch (error) {
      // Another process was first: its folder is as good.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}

function run(program: string, args: string[], env: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`Unpacking Chromium failed: ${reason(errors)}`)),
    );
  });
}

/** The line of a long error that says why. */
function reason(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return (
    lines.find((line) =>
      /error while loading|cannot open|not found|ENOSPC|EACCES|ENOEXEC/i.test(line),
    ) ??
    lines[0] ??
    "no reason given"
  );
}

/** Tells a browser from a stub such as Ubuntu's, which only asks to install a snap. (On Windows --version opens a window.) */
function answersVersion(path: string): boolean {
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version"], { timeout: 10_000, stdio: "ignore" }).status === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
