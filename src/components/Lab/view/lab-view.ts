import type { Exchange } from "@site/results/runs.ts";
import { Stopped } from "@site/src/lab/engine.ts";
import { type Condition, Lab } from "@site/src/lab/lab.ts";
import type { LabFiles } from "../files.ts";
import { BrowserView } from "./browser-view.ts";
import { editView } from "./edit-view.ts";
import { button, h } from "./element.ts";
import { experimentView } from "./experiment-view.ts";
import { jarView } from "./jar-view.ts";
import { wireView } from "./wire-view.ts";

const paths = [
  "/dashboard",
  "/dashboard-checked",
  "/dashboard-jwt",
  "/welcome",
  "/admin",
  "/api/user",
];

/** Puts the lab into a place of the page, and opens its first page. Throws where the engine cannot be loaded. */
export async function openLab(place: HTMLElement, files: LabFiles): Promise<void> {
  const lab = await Lab.open(files);
  let exchanges: Exchange[] = [];
  const status = h("p", { class: "lab-status", role: "status" });
  const say = (text: string) => {
    status.removeAttribute("data-problem");
    status.textContent = text;
  };
  const fail = (error: unknown) => {
    status.dataset.problem = "";
    status.textContent = error instanceof Error ? error.message : String(error);
    if (lab.stopped || error instanceof Stopped)
      status.append(
        " ",
        button("Start it again", () => act(() => lab.restart())),
      );
  };
  const act = async (action: () => Promise<void>) => {
    say("");
    try {
      await action();
    } catch (error) {
      fail(error);
    }
    showConditions();
  };

  const wire = wireView(lab);
  const jar = jarView(lab);
  const browser = new BrowserView(lab, files, (tab) => void jar.show(tab.browser), fail);
  lab.onEntry = (entry) => {
    if (entry.kind === "exchange") exchanges.push(entry.exchange);
    wire.add(entry);
    showConditions();
  };
  const takeExchanges = () => {
    const taken = exchanges;
    exchanges = [];
    return taken;
  };

  const conditions = h("p", { class: "lab-conditions" });
  function showConditions(): void {
    const ends = [...lab.conditions].map((condition) =>
      button(conditionNames[condition], () => act(() => lab.set(condition, false)), {
        class: "lab-condition",
        "aria-label": `End: ${conditionNames[condition]}`,
      }),
    );
    conditions.replaceChildren(...ends);
  }

  place.replaceChildren(
    h("div", { class: "lab-stage" }, browser.element, jar.element),
    h(
      "div",
      { class: "lab-controls" },
      signInForm(lab, browser, act),
      pageButtons(browser, act),
      conditions,
    ),
    experimentView({ lab, browser, takeExchanges, say, fail }),
    status,
    editView(lab, browser, files, act),
    wire.element,
    h(
      "p",
      { class: "lab-limits label" },
      "The lab has no network and is not a complete browser: requests are messages to a worker of this page, and tough-cookie keeps the cookies.",
    ),
  );
  await browser.visit("/dashboard");
  await jar.show(lab.alice);
}

const conditionNames: Record<Condition, string> = {
  "core down": "The core is down",
  "core slow": "The core is slow",
  "cookies blocked": "Cookies are blocked",
  "clock ahead": "Clocks differ by two hours",
};

export type Act = (action: () => Promise<void>) => void;

function signInForm(lab: Lab, browser: BrowserView, act: Act): HTMLElement {
  const user = h("input", {
    name: "user",
    value: "alice",
    required: true,
    autocomplete: "off",
  });
  const role = h(
    "select",
    { name: "role" },
    h("option", { value: "" }, "no role"),
    h("option", {}, "admin"),
    h("option", {}, "suspended"),
  );
  const form = h(
    "form",
    { class: "lab-sign-in" },
    h("label", {}, h("span", {}, "Sign in as"), user),
    h("label", {}, h("span", {}, "with"), role),
    h("button", { class: "button" }, "Sign in"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(() => lab.signIn(browser.tab, user.value, role.value));
  });
  return form;
}

function pageButtons(browser: BrowserView, act: Act): HTMLElement {
  return h(
    "div",
    { class: "lab-pages", role: "group", "aria-label": "Pages" },
    ...paths.map((path) =>
      button(path, () => act(() => browser.visit(path)), { class: "lab-page" }),
    ),
  );
}
