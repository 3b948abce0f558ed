import { claimsOf, decodedPart } from "@site/src/lab/lab.ts";
import { button, h } from "./element.ts";

/** Shows what a token says, in a dialog of its own. */
export function openToken(name: string, token: string): void {
  const close = button("Close", () => dialog.close());
  const dialog = h(
    "dialog",
    { class: "lab-token", "aria-labelledby": "lab-token-name" },
    h("h2", { id: "lab-token-name" }, name),
    ...(claimsOf(token) ? decoded(token) : opaque(token)),
    h("p", {}, close),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function decoded(token: string): HTMLElement[] {
  const [header] = token.split(".");
  const claims = claimsOf(token) ?? {};
  const { iat, exp } = claims;
  const times = [
    ["issued", iat],
    ["expires", exp],
  ].flatMap(([what, value]) =>
    typeof value === "number"
      ? [
          h(
            "li",
            {},
            `${what} ${new Date(value * 1000).toLocaleTimeString("en-GB")}, ${distance(value * 1000)}`,
          ),
        ]
      : [],
  );
  return [
    h("ul", { class: "lab-times" }, ...times),
    h("h3", {}, "Header"),
    h("pre", {}, JSON.stringify(decodedPart(header), null, 2)),
    h("h3", {}, "Payload"),
    h("pre", {}, JSON.stringify(claims, null, 2)),
  ];
}

function opaque(token: string): HTMLElement[] {
  return [h("p", {}, "Only the core can read a refresh token."), h("pre", {}, token)];
}

/** "in 59 min", "12 s ago". */
export function distance(time: number): string {
  const left = time - Date.now();
  return left > 0 ? `in ${duration(left)}` : `${duration(-left)} ago`;
}

/** "364 d", "59 min", "12 s". */
export function duration(ms: number): string {
  const units: [string, number][] = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
  ];
  const [unit, size] = units.find(([, size]) => ms >= 2 * size) ?? ["s", 1000];
  return `${Math.floor(ms / size)} ${unit}`;
}
