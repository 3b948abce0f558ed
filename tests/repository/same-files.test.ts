import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { frameworks } from "../../snippets/frameworks.ts";

const frontEnds = frameworks.filter(({ kind }) => kind === "front-end").map(({ id }) => id);
const servers = frameworks.filter(
  ({ kind, language }) => kind === "server" && language === "typescript",
);

// No framework takes part in these files. A reader copies them with the rest of a folder, so
// every folder has them, and all copies are one.
describe.each([
  {
    what: "redirect-back.ts of the servers",
    copies: [
      ...servers.flatMap(({ id, capabilities }) =>
        capabilities["redirect-back"] ? `snippets/${id}/${capabilities["redirect-back"]}` : [],
      ),
      "snippets/nextjs-auth-react/lib/redirect-back.ts",
    ],
  },
  ...["init.ts", "renew-session.ts"].map((file) => ({
    what: `${file} of the short forms`,
    copies: ["web-js", "react", "vue", "svelte", "solid"].map(
      (id) => `snippets/${id}/short/${file}`,
    ),
  })),
  copiesOf("redirect-back.ts", frontEnds),
  ...["loop-guard.ts", "tab-lock.ts", "time-limit.ts"].map((file) =>
    copiesOf(file, [...frontEnds, "nextjs-app"]),
  ),
  copiesOf("front-token.ts", [...frontEnds, "nextjs-pages"]),
  ...["fetch-user.ts", "has-session.ts", "init.ts", "renew-session.ts", "sign-in.ts"].map(
    (file) => copiesOf(file, ["vue", "svelte", "solid"]),
  ),
])("$what", ({ copies }) => {
  test("all copies are the same", () => {
    const texts = copies.map((path) => readFileSync(path, "utf8"));
    expect(texts.length).toBeGreaterThan(2);
    expect(copies.filter((_, i) => texts[i] !== texts[0])).toEqual([]);
  });
});

/** The copies of a file, in whichever folder of a front end; where it has none, the path at which one is missed. */
function copiesOf(file: string, ids: readonly string[]) {
  const copies = ids.flatMap((id) => {
    const found = globSync(`snippets/${id}/**/${file}`, {
      exclude: (name) => name === "node_modules" || name === "short",
    });
    return found.length > 0 ? found : [`snippets/${id}/${file}`];
  });
  return { what: `${file} of ${ids.join(", ")}`, copies };
}
