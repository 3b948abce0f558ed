import { pageSources, siteDir } from "./sources.ts";

/**
 * Leaves a page as it is, and tells the bundler what its embeds are made of: an edit to any of it reloads the page under `npm start`
 * and throws the page out of the persistent cache. Runs before the MDX loader, which cannot tell.
 */
export default function watchLoader(
  this: { addDependency(path: string): void },
  page: string,
): string {
  for (const path of pageSources(siteDir, page)) this.addDependency(path);
  return page;
}
