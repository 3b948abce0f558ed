import { publicOrigin } from "@site/contract/scenario.ts";
import type { Exchange } from "@site/results/runs.ts";
import { origin } from "@site/src/lab/browser/browser.ts";
import { Engine } from "@site/src/lab/engine.ts";
import type { Replay } from "@site/src/lab/protocol.ts";
import { breakable, drawEvent, drawExchange, drawPlot } from "../../Sequence/draw.ts";
import type { LabFiles } from "../files.ts";
import { button, h } from "./element.ts";
import { causeOf } from "./wire-view.ts";

/** Runs a scenario's own steps in the page, one at a time, and compares each exchange with the recording. */
export async function openReplay(
  place: HTMLElement,
  files: LabFiles,
  address: string,
): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const { scenario, recorded } = (await response.json()) as Replay;
  const plot = drawPlot();
  const status = h("p", { class: "lab-status", role: "status" });
  let engine: Engine | undefined;
  let seen = 0;
  let different = 0;

  const begin = async () => {
    engine?.stop("The replay begins anew");
    for (const drawn of [...plot.children].slice(1)) drawn.remove();
    seen = 0;
    different = 0;
    status.textContent = "";
    engine = await Engine.start(files.engine, scenario.behindProxy ? publicOrigin : origin);
    await engine.ask({ ask: "replay", scenario });
  };

  /** One step; false when there is none left. */
  const step = async (): Promise<boolean> => {
    const played = await engine?.ask({ ask: "next step" });
    if (!played) {
      end();
      return false;
    }
    if (played.event) plot.append(drawEvent(played.event));
    if (played.exchange) {
      const same = isSame(played.exchange, recorded[seen]);
      if (!same) different += 1;
      seen += 1;
      const { events: _, ...exchange } = played.exchange;
      const drawn = drawExchange(exchange, breakable, causeOf);
      drawn.append(
        h(
          "p",
          { class: same ? "lab-same" : "lab-different" },
          same ? "as recorded" : "not as recorded",
        ),
      );
      plot.append(drawn);
    }
    if (played.index + 1 < scenario.steps.length) return true;
    end();
    return false;
  };

  const end = () => {
    next.disabled = true;
    all.disabled = true;
    status.textContent =
      different === 0 && seen === recorded.length
        ? `${seen === 1 ? "The exchange is" : `All ${seen} exchanges are`} as in the recording of Hono.`
        : `${different || Math.abs(seen - recorded.length)} of ${recorded.length} exchanges are not as recorded.`;
    status.dataset.replay = different === 0 && seen === recorded.length ? "same" : "different";
  };

  const act = async (action: () => Promise<unknown>) => {
    controls.setAttribute("aria-busy", "true");
    try {
      await action();
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
      status.dataset.problem = "";
    } finally {
      controls.removeAttribute("aria-busy");
    }
  };
  const next = button("Next step", () => act(step));
  const all = button("All steps", () =>
    act(async () => {
      while (await step());
    }),
  );
  const again = button("From the beginning", () =>
    act(async () => {
      await begin();
      next.disabled = false;
      all.disabled = false;
      await step();
    }),
  );
  const controls = h("p", { class: "lab-replay-controls" }, next, all, again);
  await begin();
  place.replaceChildren(controls, status, h("div", { class: "sequence" }, plot));
  await act(step);
}

function isSame(a: Exchange, b: Exchange | undefined): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

/** The same JSON with its members in the order of their names: their order says nothing. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, inOrder(member)]));
}
