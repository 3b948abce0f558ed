import { read } from "./files.ts";
import { site } from "./site.ts";

// Bun serves what its first file exports.
export default {
  fetch: site(read).fetch,
  port: Number(process.env.PORT ?? 3000),
  hostname: process.env.HOST ?? "localhost",
};
