import type { Exchange } from "@site/results/runs.ts";
import {
  type Experiment,
  experiments,
  type Outcome,
  outcomeOf,
  outcomeOfTabs,
} from "@site/src/lab/experiments.ts";
import type { Lab } from "@site/src/lab/lab.ts";
import type { BrowserView } from "./browser-view.ts";
import { button, h } from "./element.ts";

/** What happened, in words, where it is none of the choices. */
const outcomes: Record<Outcome, string> = {
  page: "It showed the page.",
  "page late": "It showed the page, late.",
  refreshed: "It renewed the session and showed the page.",
  login: "It ended on the login page.",
  error: "It showed an error page.",
  refused: "It refused the page with 403.",
  unreachable: "The refresh page said that the server cannot be reached.",
  "gave up": "The refresh page stopped and said that the session does not arrive.",
  "one refresh": "Both tabs showed the page after one refresh.",
  "two refreshes": "Both tabs showed the page after two refreshes.",
};

interface Context {
  lab: Lab;
  browser: BrowserView;
  /** The exchanges since the last call. */
  takeExchanges(): Exchange[];
  say(text: string): void;
  fail(error: unknown): void;
}

/** The things to do: a list, and for the chosen one a question, what happened and why. */
export function experimentView(context: Context): HTMLElement {
  const card = h("div", { class: "lab-card" });
  const buttons = experiments.map((experiment) => {
    const choose = button(
      experiment.label,
      () => {
        for (const other of buttons)
          other.setAttribute("aria-pressed", String(other === choose));
        card.replaceChildren(...question(experiment, context, card));
      },
      { class: "lab-experiment", "aria-pressed": "false" },
    );
    return choose;
  });
  card.append(
    h(
      "p",
      { class: "lab-empty" },
      "Choose what to do to Alice's session. Predict the outcome, then see it happen.",
    ),
  );
  return h(
    "section",
    { class: "lab-experiments", "aria-label": "Experiments" },
    h("div", { class: "lab-list", role: "group", "aria-label": "What to do" }, ...buttons),
    card,
  );
}

function question(experiment: Experiment, context: Context, card: HTMLElement): HTMLElement[] {
  const answers = experiment.choices.map(({ text, outcome }) =>
    button(text, () => run(outcome), { class: "lab-choice" }),
  );
  const result = h("div", { class: "lab-result" });
  const run = async (predicted: Outcome) => {
    card.setAttribute("aria-busy", "true");
    for (const answer of answers) answer.disabled = true;
    try {
      const happened = await perform(experiment, context);
      for (const [index, answer] of answers.entries()) {
        const { outcome } = experiment.choices[index] ?? {};
        if (outcome === happened) answer.dataset.mark = "right";
        else if (outcome === predicted) answer.dataset.mark = "wrong";
      }
      result.replaceChildren(...verdict(experiment, predicted, happened, context));
      const text = experiment.choices.find(({ outcome }) => outcome === happened)?.text ?? "";
      context.say(`${text}. ${result.textContent}`);
    } catch (error) {
      context.fail(error);
    } finally {
      card.removeAttribute("aria-busy");
    }
  };
  return [
    h("p", {}, experiment.what),
    h("p", { class: "lab-question", id: "lab-question" }, experiment.question),
    h(
      "div",
      { class: "lab-choices", role: "group", "aria-labelledby": "lab-question" },
      ...answers,
    ),
    result,
  ];
}

function verdict(
  experiment: Experiment,
  predicted: Outcome,
  happened: Outcome,
  { lab, browser, fail }: Context,
): HTMLElement[] {
  const { choices, usually, why, link } = experiment;
  const right = predicted === happened;
  const known = choices.some(({ outcome }) => outcome === happened);
  const comment = right
    ? "Correct."
    : known
      ? "Incorrect."
      : `None of these. ${outcomes[happened]}`;
  const restore = button("Restore everything", async () => {
    try {
      await lab.normal();
      browser.show("first");
      await lab.signIn(lab.tabs.first, "alice", "");
    } catch (error) {
      fail(error);
    }
  });
  return [
    h("p", { class: right ? "lab-right" : "lab-wrong" }, comment),
    // A reader's own code has reasons of its own.
    happened === usually && h("p", {}, why, " ", h("a", { href: link.href }, link.text)),
    lab.conditions.size > 0 && restore,
  ].filter((part) => part !== false);
}

/** Brings a known state about, does it, and says how it ended. */
async function perform(
  experiment: Experiment,
  { lab, browser, takeExchanges }: Context,
): Promise<Outcome> {
  const { first, second } = lab.tabs;
  browser.show("first");
  await lab.normal();
  await lab.signIn(first, "alice", "");
  await browser.settled("first");
  await experiment.cause(lab);
  if (experiment.look === "thief first") {
    browser.show("thief");
    await browser.settled("thief");
    await lab.expire();
    browser.show("first");
  }
  takeExchanges();
  const start = performance.now();
  if (experiment.look === "two tabs") {
    await Promise.all([first.load({ url: "/dashboard" }), second.load({ url: "/dashboard" })]);
    await Promise.all([browser.settled("first"), browser.settled("second")]);
    return outcomeOfTabs(
      takeExchanges(),
      [first, second].map(({ page }) => page?.url ?? ""),
    );
  }
  await first.load({ url: "/dashboard" });
  const elapsed = performance.now() - start;
  await browser.settled("first");
  return outcomeOf(takeExchanges(), first.page?.url ?? "", elapsed);
}
