/** `npm run verify [-- <id>...]`: runs the contract and writes `results/runs/` and `results/verification.json`. */
import { spawnSync } from "node:child_process";
import { frameworks } from "../snippets/frameworks.ts";
import { helpIfAsked } from "./command.ts";

const known = frameworks.map(({ id }) => id);
const wanted = process.argv.slice(2);
helpIfAsked({
  usage: "npm run verify [-- <id>...]",
  about: `Runs the contract of these frameworks, or of all, and writes what it finds.\n\nIds: ${known.join(", ")}`,
});
const unknown = wanted.filter((id) => !known.includes(id));
if (unknown.length > 0) {
  console.error(`verify: no framework ${unknown.join(", ")}. There are: ${known.join(", ")}`);
  process.exit(2);
}

// A server is verified by the contract, a front end in a browser.
const files = frameworks
  .filter(({ id }) => !wanted.length || wanted.includes(id))
  .map(({ id, kind }) =>
    kind === "server" ? `tests/contract/${id}.test.ts` : `tests/front-ends/${id}.test.ts`,
  );

const { status } = spawnSync("vitest", ["run", ...files], {
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, VERIFY: "update" },
});
process.exit(status ?? 1);
