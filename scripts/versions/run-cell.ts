import type { Cell, Tried } from "../../results/versions.ts";
import { findFramework } from "../../snippets/frameworks.ts";
import { InstallError, makeApp, removeApp } from "./app-folder.ts";
import { runContract } from "./contract.ts";

/** Installs a release in a folder of its own and runs the contract there. The folder is removed afterwards. */
export async function runCell(tried: Tried, tell: (line: string) => void): Promise<Cell> {
  const framework = findFramework(tried.framework);
  if (!framework) throw new Error(`snippets/frameworks.ts has no ${tried.framework}`);
  const on = new Date().toISOString().slice(0, 10);
  try {
    const folder = await makeApp(tried);
    tell(`Installed in ${folder}`);
    return { ...tried, ...(await runContract(framework, folder, tell)), on };
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    const why = error.message;
    return { ...tried, outcome: "does not install", scenarios: 0, failed: [], why, on };
  } finally {
    if (!process.env.KEEP_APPS) await removeApp(tried);
  }
}
