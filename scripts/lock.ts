/** `npm run lock`: completes package-lock.json for all platforms. */
import { readFileSync, writeFileSync } from "node:fs";
import { readArguments } from "./command.ts";
import { complete, type Lock } from "./complete-lock.ts";

readArguments(
  {
    usage: "npm run lock",
    about:
      "Completes package-lock.json after npm install: adds the packages of other platforms that npm has left out, and leaves out those that nothing here runs and the Node versions that packages ask for.",
  },
  { options: {} },
);

const lock: Lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const changed = complete(lock);
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: packages added or changed: ${changed.length}`);
