import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import ts from "typescript";

/** The functions of the session object, by name: parameters and result as the SDK declares them. */
export type Signatures = Record<string, string>;

/** Hands the signatures of the SDK's session object to `SessionObject`, from the installed SDK. */
export function sessionObject({ siteDir }: LoadContext): Plugin {
  const { resolve } = createRequire(join(siteDir, "package.json"));
  const file = join(
    dirname(resolve("supertokens-node")),
    "lib/build/recipe/session/types.d.ts",
  );
  return {
    name: "session-object",
    contentLoaded: ({ actions }) => actions.setGlobalData(readSignatures(file)),
  };
}

/** Reads `SessionContainerInterface` from the SDK's declarations. Throws if it is not there. */
export function readSignatures(file: string): Signatures {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const type = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === "SessionContainerInterface");
  if (!type) throw new Error(`${file} no longer declares SessionContainerInterface`);
  return Object.fromEntries(
    type.members
      .filter(ts.isMethodSignature)
      .map(({ name, typeParameters, parameters, type }) => {
        const generics = typeParameters
          ? `<${typeParameters.map((one) => one.getText())}>`
          : "";
        // Every function takes a user context last; to repeat it would hide what differs.
        const own = parameters.filter((one) => one.name.getText() !== "userContext");
        const result = type?.getText().replaceAll(/\s+/g, " ") ?? "void";
        return [
          name.getText(),
          `${generics}(${own.map((one) => one.getText()).join(", ")}): ${result}`,
        ];
      }),
  );
}
