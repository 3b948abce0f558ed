/** What `next build` may take on a machine that has other things to do, in ms. */
export const buildTime = 300_000;

/** The files of a Next.js sandbox whose build checks no types: its own build has, and `npm run types`. */
export function unchecked(files: Record<string, string>): Record<string, string> {
  const name = "next.config.mjs";
  const config = files[name]?.replace(
    "...config,",
    "...config, typescript: { ignoreBuildErrors: true },",
  );
  if (!config?.includes("ignoreBuildErrors")) throw new Error(`${name} spreads no config`);
  return { ...files, [name]: config };
}

/** The same, minified as for visitors: for a test that measures what they load. */
export function minified(files: Record<string, string>): Record<string, string> {
  const name = "next.config.mjs";
  const config = files[name]?.replace("minimize = false", "minimize = true");
  if (!config?.includes("minimize = true")) throw new Error(`${name} sets no minimize`);
  return { ...files, [name]: config };
}
