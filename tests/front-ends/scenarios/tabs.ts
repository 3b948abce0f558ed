import { setTimeout } from "node:timers/promises";
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
    title: "Two tabs need a refresh at once: one refresh serves both",
    capability,
    unrecorded: true,
    play: (scene) => expectOneRefresh(scene, 2),
  },
  {
    id: "ten-tabs",
    title: "Ten tabs need a refresh at once: one refresh serves them all",
    capability,
    unrecorded: true,
    play: (scene) => expectOneRefresh(scene, 10),
  },
  {
    id: "tabs-as-they-come",
    title: "Ten tabs in quick succession: each ends on its page, and none is treated as theft",
    capability,
    unrecorded: true,
    async play(scene) {
      const { visitor } = await scene.userWithExpiredToken();
      const paths = pathsOf(10);
      const pages = await Promise.all(paths.map((path) => visitor.open(path)));
      await expectSignedInAgain(scene, visitor, pages);
    },
  },
  {
    id: "late-timers",
    title: "Two tabs whose timers are late, as on a busy machine: one refresh serves both",
    capability,
    unrecorded: true,
    async play(scene) {
      const { visitor } = await scene.userWithExpiredToken();
      const held = await holdRefresh(visitor);
      // The SDK's own lock is a note: a tab that finds none waits up to 25 ms, writes one, and reads it again 30 ms later.
      const bothHaveLooked = Date.now() + 2_000;
      const paths = pathsOf(2);
      const pages = await Promise.all(
        paths.map(async (path, i) => {
          const page = await visitor.context.newPage();
          await page.addInitScript(postponeShortTimers, bothHaveLooked + i * 200);
          await visitor.go(page, path, scene.refreshPage(path));
          return page;
        }),
      );
      await setTimeout(bothHaveLooked + 1_000 - Date.now());
      expect(visitor.refreshes).toBe(1);
      held.release();
      await Promise.all(pages.map((page, i) => visitor.arrived(page, paths[i] ?? "")));
      await expectSignedInAgain(scene, visitor, pages);
    },
  },
];

/** In a page: what should happen within 25 ms happens at a time (ms since 1970), or when it is past that, as ever. */
function postponeShortTimers(time: number): void {
  const start = window.setTimeout.bind(window);
  const postponed = (run: () => void, ms = 0, ...rest: unknown[]) =>
    start(run, ms < 25 ? Math.max(ms, time - Date.now()) : ms, ...rest);
  Object.defineProperty(window, "setTimeout", { value: postponed });
}

async function expectOneRefresh(scene: Scene, count: number): Promise<void> {
  const { visitor } = await scene.userWithExpiredToken();
  const held = await holdRefresh(visitor);
  const paths = pathsOf(count);
  const pages = await Promise.all(
    paths.map((path) => visitor.open(path, scene.refreshPage(path))),
  );
  // One tab refreshes, the others wait for it: none of them has gone on.
  await held.waits;
  for (const page of pages) await page.getByText("Renewing your session").waitFor();
  held.release();
  await Promise.all(pages.map((page, i) => visitor.arrived(page, paths[i] ?? "")));
  expect(visitor.refreshes).toBe(1);
  await expectSignedInAgain(scene, visitor, pages);
}

async function expectSignedInAgain(
  scene: Scene,
  visitor: Visitor,
  pages: readonly Page[],
): Promise<void> {
  for (const page of pages) await scene.expectSignedIn(page, visitor);
  // Still signed in the next time: the core has not reported token theft.
  await visitor.expireAccessToken();
  const page = await visitor.open("/dashboard?tab=last");
  await scene.expectSignedIn(page, visitor);
}

function pathsOf(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `/dashboard?tab=${i + 1}`);
}
