import { setTimeout as sleep } from "node:timers/promises";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { loadPage } from "./page-load.ts";

/** What may sign a session in. */
interface Core {
  control: Pick<RunningMockCore["control"], "createSession">;
}

/**
 * Opens one page of each kind until it is shown, so that the app at `origin` knows the keys of the core and has agreed on
 * its version. One that has the keys of a core of before asks for new ones twice a second at most.
 * @throws with the page and its status where one is not shown after twenty seconds, as on a busy machine
 */
export async function warmUp(origin: string, core: Core): Promise<void> {
  for (const path of ["/dashboard", "/dashboard-jwt", "/dashboard-checked"]) {
    const end = Date.now() + 20_000;
    for (;;) {
      // Each time another session: the access tokens of some cores live a few seconds.
      const { accessToken } = await core.control.createSession({
        userId: "warm-up",
        payload: { roles: { v: [], t: Date.now() } },
      });
      const headers = { cookie: `sAccessToken=${accessToken}` };
      const status = await loadPage(origin + path, { headers }).then(
        (response) => response.status,
        (error: Error) => error.message,
      );
      if (status === 200) break;
      if (Date.now() > end) throw new Error(`${path} answered ${status}`);
      await sleep(50);
    }
  }
}
