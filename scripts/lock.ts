/** `npm run lock`: completes package-lock.json for all platforms, and those of the tools that install themselves. */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { readArguments } from "./command.ts";
import { complete, type Lock } from "./complete-lock.ts";

readArguments(
  {
    usage: "npm run lock",
    about:
      "Completes every package-lock.json after npm install: adds the packages of other platforms, which npm has left out, and removes packages that nothing here runs and the Node versions that packages require.",
  },
  { options: {} },
);

for (const path of [
  "package-lock.json",
  ...globSync("{scripts,tests}/**/package-lock.json", {
    exclude: (name) => name === "node_modules" || name === "fixtures",
  }).sort(),
]) {
  const lock: Lock = JSON.parse(readFileSync(path, "utf8"));
  const changed = complete(lock);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${path}: packages added or changed: ${changed.length}`);
}
