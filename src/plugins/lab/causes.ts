import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import type { Cause } from "../../components/Lab/files.ts";

/** What each line makes the web server do, by a text that occurs once in the file; and the section that shows the file. */
const lines: (Omit<Cause, "line" | "href"> & { text: string; section: string })[] = [
  {
    ...{ on: "call", at: "/dashboard", file: "verify-session.ts" },
    ...{ text: "await getSession(", section: "verify-the-session" },
  },
  {
    ...{ on: "call", at: "/dashboard-checked", file: "check-database.ts" },
    ...{ text: "await getSession(", section: "revoked-sessions" },
  },
  {
    ...{ on: "call", at: "/dashboard-jwt", file: "verify-jwt.ts" },
    ...{ text: "await jwtVerify(", section: "or-verify-the-token-alone" },
  },
  {
    ...{ on: "call", at: "/welcome", file: "optional-session.ts" },
    ...{ text: "await getSession(", section: "make-the-session-optional" },
  },
  {
    ...{ on: "call", at: "/admin", file: "require-claim.ts" },
    ...{ text: "await getSession(", section: "require-a-claim" },
  },
  {
    ...{ on: "call", at: "/api/", file: "protect-api.ts" },
    ...{ text: "await getSession(", section: "protect-an-api-route" },
  },
  {
    ...{ on: "call", at: "/login", file: "sign-in.ts" },
    ...{ text: "await createNewSession(", section: "add-the-refresh-page" },
  },
  {
    ...{ on: "call", at: "/auth/", file: "auth.ts" },
    ...{ text: "await supertokens(", section: "initialise-the-sdk" },
  },
  {
    ...{ on: "redirect", at: "/", file: "refresh.ts" },
    ...{ text: "return c.redirect(", section: "verify-the-session" },
  },
];

/** The lines of the Hono guide's files that cause what the diagrams show. Throws where a file no longer has the text once. */
export function causes(siteDir: string): Cause[] {
  return lines.map(({ text, section, ...cause }) => {
    const path = join("snippets/hono", cause.file);
    const found = readFileSync(join(siteDir, path), "utf8")
      .split("\n")
      .flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
    const [line] = found;
    if (line === undefined || found.length > 1)
      throw new Error(`${path} holds "${text}" ${found.length} times: see src/plugins/lab`);
    return { ...cause, line, href: `/hono#${section}` };
  });
}

/** Gives the lab's view those lines, as the module `lab:causes`. */
export function causesModule(siteDir: string): Plugin {
  return {
    name: "causes",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^lab:causes$/ }, () => ({
        path: "causes",
        namespace: "lab-causes",
      }));
      onLoad({ filter: /./, namespace: "lab-causes" }, () => ({
        contents: `export const causes = ${JSON.stringify(causes(siteDir))}`,
      }));
    },
  };
}
