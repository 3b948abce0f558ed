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

/** "364 d", "5 h", "59 min 58 s", "12 s". */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds >= 2 * 86_400) return `${Math.floor(seconds / 86_400)} d`;
  if (seconds >= 2 * 3_600) return `${Math.floor(seconds / 3_600)} h`;
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
