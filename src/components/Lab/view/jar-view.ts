import type { Browser } from "@site/src/lab/browser/browser.ts";
import type { ShownCookie } from "@site/src/lab/browser/jar.ts";
import { claimsOf, type Lab } from "@site/src/lab/lab.ts";
import { h } from "./element.ts";
import { distance, duration } from "./token-dialog.ts";
import { tokenButton } from "./token-text.ts";

/** The cookies of a browser, with what remains of each counting down. */
export function jarView(lab: Lab): {
  element: HTMLElement;
  show(browser: Browser): Promise<void>;
} {
  const rows = h("ul", { class: "lab-cookies" });
  const title = h("p", { class: "lab-title" }, "Cookies");
  const element = h(
    "section",
    { class: "lab-jar", "aria-label": "Cookies" },
    h("header", {}, title),
    rows,
  );
  let shown: Browser | undefined;
  const tick = () => {
    if (!element.isConnected) return clearInterval(timer);
    for (const cell of rows.querySelectorAll<HTMLElement>("[data-until]"))
      cell.textContent = distance(Number(cell.dataset.until));
  };
  const timer = setInterval(tick, 1000);
  return {
    element,
    async show(browser) {
      shown = browser;
      const cookies = await browser.jar.all();
      if (shown !== browser) return;
      title.textContent = `Cookies of ${browser.name}`;
      rows.replaceChildren(
        ...(cookies.length > 0
          ? cookies.map((cookie) => row(cookie, lab))
          : [
              h(
                "li",
                { class: "lab-empty" },
                browser.jar.blocked ? "This browser blocks cookies." : "No cookies yet.",
              ),
            ]),
      );
    },
  };
}

/** The SDK keeps what it needs for itself until the year 9999. */
function lifetime(expiresAt: number): string {
  const left = expiresAt - Date.now();
  return left > 100 * 365 * 86_400_000 ? "for ever" : duration(left);
}

function row(cookie: ShownCookie, lab: Lab): HTMLElement {
  const { name, value, path, httpOnly, secure, sameSite, expiresAt } = cookie;
  const known = lab.nameOf(value);
  const isToken = known !== value;
  const exp = name === "sAccessToken" ? claimsOf(value)?.exp : undefined;
  const flags = [
    path,
    httpOnly && "HttpOnly",
    secure && "Secure",
    sameSite && `SameSite=${sameSite}`,
  ];
  return h(
    "li",
    {},
    h("span", { class: "lab-cookie-name" }, name),
    h(
      "span",
      { class: "lab-cookie-value" },
      isToken ? tokenButton(known, value) : h("span", { class: "lab-raw" }, value),
    ),
    typeof exp === "number" &&
      h(
        "span",
        { class: exp * 1000 > Date.now() ? "lab-valid" : "lab-expired" },
        exp * 1000 > Date.now() ? "token expires " : "token expired ",
        h("span", { "data-until": String(exp * 1000) }, distance(exp * 1000)),
      ),
    h(
      "span",
      { class: "label" },
      flags.filter(Boolean).join("  "),
      expiresAt === undefined ? "  session" : `  ${lifetime(expiresAt)}`,
    ),
  );
}
