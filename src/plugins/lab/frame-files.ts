import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

const own = "getWindowOrThrow().location";

/** Lets the front-end SDK read the frame's URL where `define` cannot see that it reads `window.location`. */
export const frameFiles: Plugin = {
  name: "frame-files",
  setup({ onLoad }) {
    onLoad({ filter: /supertokens-website[\\/].*windowHandler[\\/]default/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (!text.includes(own)) throw new Error(`${path} no longer reads ${own}`);
      return { contents: text.replaceAll(own, "labLocation") };
    });
  },
};
