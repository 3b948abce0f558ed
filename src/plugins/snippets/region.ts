/** A line that begins or ends a region: `#region name` or `#endregion name`, alone or in a comment of //, #, HTML or CSS. */
const marker =
  /^\s*(?:\/\/|#(?!region|endregion)|<!--|\/\*)?\s*#(end)?region\b\s*([^\s*]*?)\s*(?:-->|\*\/)?\s*$/;

/**
 * The lines of a file (counted from 0) that its named region holds, or that the whole file holds without a name; lines with a
 * marker are left out, and so are blank lines at both ends.
 * Throws an Error that starts with `file:line` if a marker does not fit, and one that lists the regions if the name is unknown.
 */
export function regionLines(file: string, text: string, name?: string): number[] {
  const lines = text.split("\n");
  const open = new Map<string, number>();
  const regions = new Map<string, [start: number, end: number]>();
  const markers = new Set<number>();
  for (const [index, line] of lines.entries()) {
    const match = marker.exec(line);
    if (!match) continue;
    const [, end, region] = match;
    const at = `${file}:${index + 1}`;
    markers.add(index);
    if (!region) throw new Error(`${at}: a #${end ?? ""}region without a name`);
    const start = open.get(region);
    if (!end) {
      if (start !== undefined || regions.has(region)) {
        throw new Error(`${at}: #region ${region} a second time: names are unique in a file`);
      }
      open.set(region, index);
    } else {
      if (start === undefined)
        throw new Error(`${at}: #endregion ${region} without a #region ${region} before it`);
      open.delete(region);
      regions.set(region, [start + 1, index]);
    }
  }
  for (const [region, start] of open) {
    throw new Error(
      `${file}:${start + 1}: #region ${region} is left open: there is no #endregion ${region}`,
    );
  }
  const [start, end] = name === undefined ? [0, lines.length] : (regions.get(name) ?? []);
  if (start === undefined || end === undefined) {
    const known = [...regions.keys()].join(", ");
    throw new Error(`${file} has no region ${name} (it has ${known || "none"})`);
  }
  const kept = Array.from({ length: end - start }, (_, index) => start + index).filter(
    (index) => !markers.has(index),
  );
  const isBlank = (index: number | undefined) =>
    index !== undefined && lines[index]?.trim() === "";
  while (isBlank(kept[0])) kept.shift();
  while (isBlank(kept.at(-1))) kept.pop();
  if (kept.length === 0)
    throw new Error(`${file}${name === undefined ? "" : `#${name}`} is empty`);
  return kept;
}
