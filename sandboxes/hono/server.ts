import { serve } from "@hono/node-server";
import { origin } from "./config.ts";
import { read } from "./files.ts";
import { site } from "./site.ts";

const listener = serve(
  {
    fetch: site(read).fetch,
    port: Number(process.env.PORT ?? 3000),
    hostname: process.env.HOST ?? "localhost",
  },
  () => console.log(`Listening on ${origin}`),
);

listener.on("error", (error) => {
  console.error(`Cannot listen: ${error.message}. Choose another port with PORT=<number>.`);
  process.exit(1);
});

process.on("SIGTERM", () => listener.close());
