import { test } from "vitest";
import { frontEnds } from "./front-ends.ts";
import { scenarios } from "./scenarios/index.ts";
import { Scene } from "./scene.ts";
import { startSite } from "./site.ts";
import { launchOffline } from "./visitor.ts";

test("probe", async () => {
  const browser = await launchOffline();
  const site = await startSite(frontEnds.find((f) => f.framework === process.env.FE)!);
  const s = scenarios.find(({ id }) => id === (process.env.SC ?? "tabs-as-they-come"))!;
  for (let i = 0; i < Number(process.env.N ?? 12); i++) {
    const scene = new Scene(site, browser);
    const t = Date.now();
    try {
      await s.play(scene);
      console.log("ok", Date.now() - t);
    } catch (e) {
      console.log("FAIL", Date.now() - t, String(e).slice(0, 300));
      try {
      for (const x of await site.wire.exchanges()) console.log(x.request.method, x.request.path, JSON.stringify(x.request.headers.cookie ?? "").slice(0, 120), "=>", x.response.status, x.response.headers.location ?? "", JSON.stringify(x.response.body)?.slice(0, 100), JSON.stringify(x.core.map((c) => [c.request.path, c.response.body && JSON.stringify(c.response.body).slice(0, 90)])));
      } catch (e) { console.log(String(e)); }
      break;
    }
    console.log((await scene.end()).join());
  }
  await browser.close();
  await site.stop();
}, 300_000);
