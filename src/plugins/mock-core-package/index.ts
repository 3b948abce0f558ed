import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LoadContext, Plugin } from "@docusaurus/types";

/**
 * Packs the mock core as npm would publish it.
 * @param root the folder of the repository
 * @param to the folder for `supertokens-mock-core-<version>.tgz`
 * @returns the name of the file
 * @throws when npm fails, with what it printed
 */
export async function packMockCore(root: string, to: string): Promise<string> {
  // In a copy, since packing builds and others may build at the same time; within the repository, for its compilers.
  const cache = join(root, ".cache");
  await mkdir(cache, { recursive: true });
  const copy = await mkdtemp(join(cache, "mock-core-"));
  const packed = await mkdtemp(join(tmpdir(), "mock-core-packed-"));
  try {
    await cp(join(root, "tsconfig.base.json"), join(copy, "tsconfig.base.json"));
    const folder = join(copy, "mock-core");
    const left = ["build", "node_modules"].map((name) => join(root, "mock-core", name));
    const filter = (path: string) => !left.includes(path);
    await cp(join(root, "mock-core"), folder, { recursive: true, filter });
    await promisify(execFile)("npm", ["pack", "--silent", "--pack-destination", packed], {
      cwd: folder,
      shell: process.platform === "win32",
    });
    const [name = ""] = await readdir(packed);
    await cp(join(packed, name), join(to, `.${name}`));
    await rename(join(to, `.${name}`), join(to, name));
    return name;
  } finally {
    await rm(copy, { recursive: true });
    await rm(packed, { recursive: true });
  }
}

/** Serves the mock core's package, which is not on npm yet. */
export function mockCorePackage({ siteDir }: LoadContext): Plugin {
  return {
    name: "mock-core-package",
    async postBuild({ outDir }) {
      await packMockCore(siteDir, outDir);
    },
  };
}
