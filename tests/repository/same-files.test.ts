import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { frameworks } from "../../snippets/frameworks.ts";

const frontEnds = frameworks.filter(({ kind }) => kind === "front-end").map(({ id }) => id);
const servers = frameworks.filter(
  ({ kind, language }) => kind === "server" && language === "typescript",
);

/**
 * The files of the servers that no framework takes part in, wherever a server has one, with the folders whose file of this
 * name is another. A new framework's copy is compared without an entry here.
 */
const filesOfServers: Record<string, readonly string[]> = {
  // Made from a NextRequest.
  "sdk-request.ts": ["nextjs-app"],
  // Hapi has no Response.
  "deliver.ts": ["hapi"],
  // They have one setting more: the gateway's path, and what Nest runs on.
  "config.ts": ["aws-lambda", "nestjs"],
  // They send the page too.
  "page.ts": ["loopback", "nestjs"],
  // Next.js loads a module several times. A project of React Router's generator refuses the ending ".ts" of an import.
  "claims.ts": ["nextjs-app", "nextjs-pages", "react-router"],
  // Nuxt leaves out a module that exports nothing.
  "core-timeout.ts": ["nextjs-app", "nextjs-pages", "nuxt", "react-router"],
  "page-load.ts": [],
};

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
  ...Object.entries(filesOfServers).map(([file, others]) => ({
    what: `${file} of the servers`,
    copies: servers.flatMap(({ id }) => (others.includes(id) ? [] : found(file, id))),
  })),
  ...["init.ts", "renew-session.ts"].map((file) => ({
    what: `${file} of the short forms`,
    copies: [
      ...["web-js", "react", "vue", "svelte", "solid"].map(
        (id) => `snippets/${id}/short/${file}`,
      ),
      `snippets/nuxt/short/app/${file}`,
      ...(file === "init.ts" ? ["snippets/react-router/short/app/lib/init.client.ts"] : []),
      `snippets/tanstack-start/short/src/front-end/${file}`,
    ],
  })),
  // The guide for frameworks with Request and Response takes them from the short form.
  ...["sdk-request.ts", "deliver.ts", "auth.ts"].map((file) => ({
    what: `${file} of Hono's forms and TanStack Start's short form`,
    copies: [
      ...(file === "auth.ts" ? [] : [`snippets/hono/${file}`]),
      `snippets/hono/short/${file}`,
      `snippets/tanstack-start/short/src/lib/${file}`,
    ],
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
    expect(texts.length).toBeGreaterThan(1);
    expect(copies.filter((_, i) => texts[i] !== mostCommon(texts))).toEqual([]);
  });
});

/** The text that most copies have: with it the copy that differs is named, and not all others. */
function mostCommon(texts: readonly string[]): string | undefined {
  const count = (text: string) => texts.filter((other) => other === text).length;
  return [...texts].sort((a, b) => count(b) - count(a))[0];
}

/** The copies of a file, in whichever folder of a front end; where it has none, the path at which one is missed. */
function copiesOf(file: string, ids: readonly string[]) {
  const copies = ids.flatMap((id) => {
    const paths = found(file, id);
    return paths.length > 0 ? paths : [`snippets/${id}/${file}`];
  });
  return { what: `${file} of ${ids.join(", ")}`, copies };
}

function found(file: string, id: string): string[] {
  return globSync(`snippets/${id}/**/${file}`, {
    exclude: (name) => name === "node_modules" || name === "short",
  });
}
