import type { TokenNames } from "@site/src/lab/browser/wire.ts";
import { breakable } from "../../Sequence/draw.ts";
import { h } from "./element.ts";
import { openToken } from "./token-dialog.ts";

/** A value of the wire in which each named token is a button that shows what the token says. */
export function withTokens(value: string, names: TokenNames): (Node | string)[] {
  return value.split(/(<[^<>]+>)/).flatMap((part) => {
    const name = /^<(.+)>$/.exec(part)?.[1] ?? "";
    const token = names.token(name);
    return token === undefined ? breakable(part) : [tokenButton(name, token)];
  });
}

/** A button with a token's name. */
export function tokenButton(name: string, token: string): HTMLButtonElement {
  const element = h("button", { type: "button", class: "lab-name" }, name);
  element.addEventListener("click", () => openToken(name, token));
  return element;
}
