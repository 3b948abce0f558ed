import { tanstackStart } from "@tanstack/react-start/plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    tanstackStart({
      // The build fails where the SDK would reach a browser.
      importProtection: { client: { specifiers: [/^supertokens-node/] } },
    }),
    react(),
  ],
});
