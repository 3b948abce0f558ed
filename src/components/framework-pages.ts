import { useLatestVersion } from "@docusaurus/plugin-content-docs/client";
import { type Framework, frameworks } from "@site/snippets/frameworks.ts";

/** The frameworks of the registry whose page is written, in its order. */
export function useFrameworkPages(): Framework[] {
  const { docs } = useLatestVersion(undefined);
  return frameworks.filter(({ page }) => docs.some(({ path }) => path === page));
}
