import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Scenario, Scene } from "../scene.ts";
import type { Visitor } from "../visitor.ts";
import { holdRefresh } from "./refresh.ts";

const capability = "refresh-page";

/** Several tabs at once with one expired access token. */
export const tabs: readonly Scenario[] = [
  {
    id: "two-tabs",
    title: "Two tabs wait for the refresh at once: one refresh serves both",
    capability,
    unrecorded: true,
    play: (scene) => expectOneRefresh(scene, 2),
  },
  {
    id: "ten-tabs",
    title: "Ten tabs wait for the refresh at once: one refresh serves them all",
    capability,
    unrecorded: true,
    play: (scene) => expectOneRefresh(scene, 10),
  },
  {
    id: "tabs-as-they-come",
    title: "Ten tabs as they come: each ends on its page, and none is taken for theft",
    capability,
    unrecorded: true,
    async play(scene) {
      const { guest } = await scene.userWithExpiredToken();
      const paths = pathsOf(10);
      const pages = await Promise.all(paths.map((path) => guest.open(path)));
      await expectSignedInAgain(scene, guest, pages);
    },
  },
];

async function expectOneRefresh(scene: Scene, count: number): Promise<void> {
  const { guest } = await scene.userWithExpiredToken();
  const held = await holdRefresh(guest);
  const paths = pathsOf(count);
  const pages = await Promise.all(
    paths.map((path) => guest.open(path, scene.refreshPage(path))),
  );
  // One tab refreshes, the others wait for it: none of them has gone on.
  await held.waits;
  for (const page of pages) await page.getByText("Renewing your session").waitFor();
  held.release();
  await Promise.all(pages.map((page, i) => guest.arrived(page, paths[i] ?? "")));
  expect(guest.refreshes).toBe(1);
  await expectSignedInAgain(scene, guest, pages);
}

async function expectSignedInAgain(
  scene: Scene,
  guest: Visitor,
  pages: readonly Page[],
): Promise<void> {
  for (const page of pages) await scene.expectSignedIn(page, guest);
  // Still signed in the next time: nobody has been taken for a thief.
  await guest.expireAccessToken();
  const page = await guest.open("/dashboard?tab=last");
  await scene.expectSignedIn(page, guest);
}

function pathsOf(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `/dashboard?tab=${i + 1}`);
}
