import { causes } from "lab:causes";
import type { Exchange } from "@site/results/runs.ts";
import type { Entry, Lab } from "@site/src/lab/lab.ts";
import { drawEvent, drawExchange, drawPlot } from "../../Sequence/draw.ts";
import type { Message } from "../../Sequence/messages.ts";
import { button, h } from "./element.ts";
import { withTokens } from "./token-text.ts";

/** How many entries are drawn; older ones go. */
const limit = 60;

/** The wire: every exchange as it happens, newest at the end. */
export function wireView(lab: Lab): { element: HTMLElement; add(entry: Entry): void } {
  const plot = drawPlot();
  const empty = h(
    "p",
    { class: "lab-empty" },
    "Each request appears here, with the calls to the core that it causes.",
  );
  const scroller = h(
    "div",
    { class: "lab-scroll", tabindex: "0", role: "region", "aria-label": "Over the wires" },
    plot,
    empty,
  );
  const clear = () => {
    for (const drawn of [...plot.children].slice(1)) drawn.remove();
    empty.hidden = false;
  };
  const element = h(
    "section",
    { class: "lab-wire", "aria-label": "The wire" },
    h(
      "header",
      {},
      h("p", { class: "lab-title" }, "Over the wires"),
      button("Clear", clear, { class: "quiet" }),
    ),
    h("div", { class: "sequence" }, scroller),
  );
  return {
    element,
    add(entry) {
      empty.hidden = true;
      plot.append(
        entry.kind === "event"
          ? drawEvent(entry.text)
          : drawExchange(entry.exchange, (value) => withTokens(value, lab.wire.names), causeOf),
      );
      // The first is the lanes.
      while (plot.children.length > limit) plot.children[1]?.remove();
      scroller.scrollTop = scroller.scrollHeight;
    },
  };
}

/** The line of the snippet that made the web server do this. */
export function causeOf(message: Message, { request }: Exchange): Node[] {
  const path = request.path.split("?")[0] ?? "";
  const toCore = message.from === "server" && message.to === "core";
  const redirect = message.status === 302;
  if (!toCore && !redirect) return [];
  const cause = causes.find(({ on, at }) =>
    redirect
      ? on === "redirect"
      : on === "call" && (at.endsWith("/") ? path.startsWith(at) : path === at),
  );
  if (!cause) return [];
  const link = h("a", { href: cause.href }, `${cause.file}, line ${cause.line}`);
  return [h("p", { class: "lab-cause" }, "by ", link)];
}
