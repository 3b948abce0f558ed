import type { Exchange } from "../../../results/runs.ts";
import { type Detail, laneNames, type Message, messagesOf } from "./messages.ts";

/** Draws a value of a detail; the default draws its text. */
export type DrawValue = (value: string) => (Node | string)[];

/** What a live diagram adds to an arrow, such as a link to the line that caused it. */
export type DrawMore = (message: Message, exchange: Exchange) => (Node | string)[];

/**
 * The lanes of a diagram that grows, as an element: the drawing of SequenceFigure.tsx, in the DOM. It is no picture to
 * assistive technology, because what it shows can be opened: each arrow says in words where it leads.
 */
export function drawPlot(): HTMLElement {
  const lanes = div(
    "lanes",
    ...Object.values(laneNames).map((name) => element("span", "", name)),
  );
  lanes.ariaHidden = "true";
  return div("sequence-plot", lanes);
}

/** What happened between two exchanges. */
export function drawEvent(text: string): HTMLElement {
  return element("p", "event", element("span", "", text));
}

/** An exchange, as arrows from top to bottom. */
export function drawExchange(
  exchange: Exchange,
  drawValue: DrawValue,
  drawMore: DrawMore,
): HTMLElement {
  const [request, ...rest] = messagesOf(exchange);
  const note = [exchange.note, (exchange.times ?? 1) > 1 && `${exchange.times} times`];
  const arrow = (message: Message) =>
    drawArrow(message, drawValue, drawMore(message, exchange));
  const drawn = request ? [arrow(request)] : [];
  const [first] = drawn;
  const who = note.filter(Boolean).join(", ");
  if (who) first?.prepend(element("p", "who", who));
  return div(
    "exchange",
    ...drawn,
    ...(exchange.core.length === 0 ? [element("p", "idle", "no call")] : []),
    ...rest.map(arrow),
  );
}

function drawArrow(
  message: Message,
  drawValue: DrawValue,
  more: (Node | string)[],
): HTMLElement {
  const { from, to, text, status, details } = message;
  const outcome = status === undefined ? "" : ` status-${Math.floor(status / 100)}`;
  const direction = `${laneNames[from]} to ${laneNames[to]}: `;
  return div(
    `arrow ${from}-${to}${outcome}`,
    element("p", "what", element("span", "visually-hidden", direction), ...breakable(text)),
    ...(details.length > 0
      ? [element("ul", "what-else", ...details.map(item(drawValue)))]
      : []),
    ...more,
  );
}

const item = (drawValue: DrawValue) => {
  return ({ name, value }: Detail): HTMLElement =>
    element("li", "", element("span", "", name), " ", ...drawValue(value));
};

/** A path, query or header value that may break after its separators, as in the component `Address`. */
export function breakable(text: string): (Node | string)[] {
  return text
    .split(/(?<=[/?&=;,]|%2F)(?=[^/])/)
    .flatMap((part, index) => (index > 0 ? [document.createElement("wbr"), part] : [part]));
}

const div = (className: string, ...children: (Node | string)[]) =>
  element("div", className, ...children);

function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
