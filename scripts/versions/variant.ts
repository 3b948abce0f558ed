import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Framework } from "../../snippets/frameworks.ts";
import { beginsWith } from "./matrix.ts";
import type { Wanted } from "./release.ts";

/**
 * The folder with what an older release needs, by snippets/frameworks.ts; undefined if there is none.
 * @throws if the registry names a folder that is not there
 */
export function variantFor({ id, older = [] }: Framework, wanted: Wanted): string | undefined {
  const found = older.find(
    (each) => each.package === wanted.package && beginsWith(wanted.release, each.release),
  );
  if (!found) return undefined;
  if (!existsSync(join(import.meta.dirname, "../../snippets", id, found.folder)))
    throw new Error(
      `snippets/frameworks.ts names snippets/${id}/${found.folder}, which is not there`,
    );
  return found.folder;
}
