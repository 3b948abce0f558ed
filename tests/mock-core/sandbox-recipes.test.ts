import { describe, expect, test } from "vitest";
import { everything } from "../../mock-core/src/recipes.ts";
import { sessionsOnly } from "../../mock-core/src/session-parts.ts";
import { compose, sandboxIds } from "../../sandboxes/compose.ts";

// A sandbox carries the recipes that its snippets use, and no others: sandboxes/lab/mock-core.ts names them.

/** The recipes of a server SDK that a text imports, by the name in the path. */
const recipesIn = (text: string): string[] =>
  [
    ...text.matchAll(
      /supertokens-(?:node|golang)\/recipe\/(\w+)|supertokens_python\.recipe(?:\.| import )(\w+)/g,
    ),
  ].map(([, path, module]) => path ?? module ?? "");

describe.each(sandboxIds())("%s", (id) => {
  test("uses sessions only, which is what its mock core has", async () => {
    const { files } = await compose(id);
    const { "lab/mock-core.js": wrapped = "", ...own } = files;
    const bundle = wrapped.replaceAll("\\\n", "");
    const used = new Set(Object.values(own).flatMap(recipesIn));
    expect([...used]).toEqual(["session"]);
    const paths = (parts: typeof everything) =>
      parts.recipes.flatMap(({ endpoints }) => Object.keys(endpoints));
    for (const path of paths(sessionsOnly).filter((each) => each.length > 1))
      expect(bundle).toContain(path.replace(/^.* /, ""));
    const others = paths(everything).filter(
      (path) => path.startsWith("/recipe/") && !/^\/recipe\/(session|jwt|handshake)/.test(path),
    );
    expect(others.length).toBeGreaterThan(40);
    expect(others.filter((path) => bundle.includes(`"${path}"`))).toEqual([]);
  });
});
