import { fileURLToPath } from "node:url";
import type { LoadContext, Plugin } from "@docusaurus/types";

import { writeNames } from "./sources.ts";

export { snippetsRemark } from "./remark.ts";

/** The bundler's side of the embeds: what pages depend on, and no Prism. The pages' side is `snippetsRemark`. */
export function snippetsPlugin({ siteDir }: LoadContext): Plugin {
  const local = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  writeNames(siteDir);
  return {
    name: "snippets",
    configureWebpack: () => ({
      resolve: {
        alias: {
          "prism-react-renderer": local("no-prism.ts"),
          "@theme/prism-include-languages": local("no-prism.ts"),
        },
      },
      module: {
        rules: [
          {
            // Not `test`: Docusaurus takes a rule that tests for MDX to be one of its own.
            resource: /\.mdx?$/,
            enforce: "pre",
            use: [local("watch-loader.ts")],
          },
        ],
      },
    }),
  };
}
