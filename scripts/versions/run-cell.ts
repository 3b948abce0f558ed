import { createHash } from "node:crypto";
import type { Cell, Tried } from "../../results/versions.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { InstallError, makeApp, makeFrontEnd, removeApp, variantFiles } from "./app-folder.ts";
import { runContract } from "./contract.ts";
import { runFrontEnd } from "./front-end.ts";

/** Installs a release in a folder of its own and runs the contract there. The folder is removed afterwards. */
export async function runCell(tried: Tried, tell: (line: string) => void): Promise<Cell> {
  const framework = findFramework(tried.framework);
  if (!framework) throw new Error(`snippets/frameworks.ts has no ${tried.framework}`);
  const on = new Date().toISOString().slice(0, 10);
  const isServer = framework.kind === "server";
  try {
    const folder = await (isServer ? makeApp : makeFrontEnd)(tried);
    tell(`Installed in ${folder}`);
    const found = await (isServer ? runContract : runFrontEnd)(framework, folder, tell);
    return { ...tried, ...found, ...(tried.variant && { files: hashesOf(tried) }), on };
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    const why = error.message;
    return { ...tried, outcome: "does not install", scenarios: 0, failed: [], why, on };
  } finally {
    if (!process.env.KEEP_APPS) await removeApp(tried);
  }
}

function hashesOf(tried: Tried): Record<string, string> {
  const hash = (text: string) => `sha256-${createHash("sha256").update(text).digest("hex")}`;
  return Object.fromEntries(
    Object.entries(variantFiles(tried)).map(([path, text]) => [path, hash(text)]),
  );
}
