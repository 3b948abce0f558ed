import { read } from "./files.ts";
import { site } from "./site.ts";

// `deno serve` serves what its file exports.
export default { fetch: site(read).fetch };
