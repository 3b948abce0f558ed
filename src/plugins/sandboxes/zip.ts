import { strToU8, zipSync } from "fflate";
import type { Payload } from "../../../sandboxes/compose.ts";

/** A payload as a zip with one folder in it. The same payload gives the same bytes, wherever and whenever it is packed. */
export function zip(payload: Pick<Payload, "files">, folder: string): Uint8Array {
  const files = Object.entries(payload.files).map(([path, text]) => [
    `${folder}/${path}`,
    strToU8(text),
  ]);
  // The earliest date that a zip can hold, in local time, which is what it holds.
  return zipSync(Object.fromEntries(files), { level: 9, mtime: new Date(1980, 0, 1) });
}
