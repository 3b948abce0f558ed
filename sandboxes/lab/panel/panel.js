/** @import { SessionView } from "../tricks.ts" */
/** @import { WireEntry } from "../wire-log.ts" */
import { renderEntry } from "./entry.js";

const frame = find("iframe", HTMLIFrameElement);
const outcome = find("[data-outcome]", HTMLElement);
const log = find("[data-log]", HTMLElement);
const empty = find("[data-empty]", HTMLElement);
const offline = find("[data-offline]", HTMLElement);

// A link to "/" inside the frame leads here; the frame is for the app.
if (window.parent !== window && isLab(window.parent)) window.location.replace("/?home");
else start();

function start() {
  frame.addEventListener("load", showAddress);
  showAddress();

  find("form[data-sign-in]", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.currentTarget instanceof HTMLFormElement)
      act(signIn, new FormData(event.currentTarget));
  });
  find("[data-sign-out]", HTMLElement).addEventListener("click", () => act(signOut));
  find("[data-refresh]", HTMLElement).addEventListener("click", () =>
    act(() => open("/refresh-session?redirectBack=%2Fdashboard")),
  );
  find("[data-clear]", HTMLElement).addEventListener("click", () => act(clear));
  find("[data-assets]", HTMLInputElement).addEventListener("change", ({ target }) => {
    log.classList.toggle("with-assets", target instanceof HTMLInputElement && target.checked);
  });
  for (const button of document.querySelectorAll("[data-open]")) {
    button.addEventListener("click", () =>
      act(() => open(button.getAttribute("data-open") ?? "/")),
    );
  }
  for (const button of document.querySelectorAll("[data-trick]")) {
    button.addEventListener("click", () =>
      act(() => post(`/lab/${button.getAttribute("data-trick")}`)),
    );
  }
  showSession().catch(() => undefined);
  follow();
}

class Offline extends Error {}

/** Reports that the sandbox does not respond, until it does. */
function showOffline() {
  offline.hidden = false;
  showStatus("unknown", "Unknown: the sandbox does not respond");
}

/**
 * Fetches JSON from the lab.
 * @param {string} path
 * @param {RequestInit} [init]
 * @throws {Offline} where no lab responds; a proxy in front of it may respond in its place, but not with JSON
 */
async function ask(path, init) {
  try {
    const response = await fetch(path, init);
    const body = await response.json();
    offline.hidden = true;
    return body;
  } catch {
    throw new Offline();
  }
}

/**
 * Does something and reports the outcome.
 * @template T
 * @param {(input: T) => Promise<string | void>} action
 * @param {T} [input]
 */
async function act(action, input) {
  outcome.textContent = "";
  outcome.removeAttribute("data-problem");
  try {
    outcome.textContent = (await action(/** @type {T} */ (input))) ?? "";
    await showSession();
  } catch (error) {
    if (error instanceof Offline) {
      showOffline();
      return;
    }
    outcome.setAttribute("data-problem", "");
    outcome.textContent = error instanceof Error ? error.message : String(error);
  }
}

/**
 * Opens a page of the app in the frame; settles when it has loaded. The frame keeps its page while no server responds.
 * @param {string} path
 * @returns {Promise<void>}
 */
async function open(path) {
  await showSession();
  await new Promise((resolve) => {
    frame.addEventListener("load", resolve, { once: true });
    // Unlike assign(), this also leaves the browser's own error page, which is of another origin.
    if (frame.contentWindow) frame.contentWindow.location.href = path;
  });
}

/**
 * Signs in with the app's own login page: fills its form in and sends it, as a reader would.
 * @param {FormData} values
 */
async function signIn(values) {
  await open("/login?redirectBack=%2Fdashboard");
  const form = frame.contentDocument?.querySelector("form");
  if (!form) throw new Error("The app's login page has no form");
  for (const [name, value] of values) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field) field.value = String(value);
  }
  form.requestSubmit();
}

/** Signs out with the button of the app's own home page. */
async function signOut() {
  await open("/?home");
  const button = frame.contentDocument?.querySelector("[data-sign-out]");
  if (!button) throw new Error("The app's home page has no button to sign out");
  /** @type {HTMLElement} */ (button).click();
}

async function clear() {
  await post("/lab/clear");
  log.replaceChildren();
  empty.hidden = false;
}

/**
 * @param {string} path
 * @returns {Promise<string>}
 */
async function post(path) {
  /** @type {{ done?: string, problem?: string }} */
  const { done, problem } = await ask(path, { method: "POST", headers: { "x-lab": "1" } });
  if (problem) throw new Error(problem);
  return done ?? "";
}

/** Polls for news; the lab holds each request open until there are some. */
async function follow() {
  let after = 0;
  let failures = 0;
  while (true) {
    try {
      // After a failure without waiting for news: any response shows that the sandbox is back.
      const wait = failures > 0 ? "" : "wait&";
      const isBack = !offline.hidden;
      /** @type {{ entries: WireEntry[], last: number }} */
      const { entries, last } = await ask(`/lab/wire?${wait}after=${after}`);
      failures = 0;
      // A lab that was restarted counts from the beginning.
      after = last < after ? 0 : (entries.at(-1)?.id ?? after);
      show(entries);
      if (isBack || entries.length > 0) await showSession();
    } catch {
      failures += 1;
      if (failures > 1) showOffline();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

/** @param {WireEntry[]} entries */
function show(entries) {
  if (entries.length === 0) return;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(...entries.map(renderEntry));
  empty.hidden = true;
  if (atEnd) log.scrollTop = log.scrollHeight;
}

async function showSession() {
  /** @type {SessionView} */
  const { state, accessToken } = await ask("/lab/session");
  const user = accessToken?.userId;
  const texts = {
    none: "No session",
    unreadable: "The access token cookie does not contain an access token",
    "unknown-key": `claims to be ${user}, signed with a key that the core does not have`,
    forged: `claims to be ${user}, signature invalid`,
    ended: `${user}: the core has ended this session`,
    expired: `${user}: the access token has expired`,
    valid: `${user}: signed in`,
  };
  showStatus(state, texts[state], accessToken?.name);
}

/**
 * @param {SessionView["state"] | "unknown"} state
 * @param {string} text
 * @param {string} [token]
 */
function showStatus(state, text, token = "") {
  find("[data-session]", HTMLElement).dataset.session = state;
  find("[data-session-text]", HTMLElement).textContent = text;
  find("[data-session-token]", HTMLElement).textContent = token;
}

function showAddress() {
  const address = find("[data-address]", HTMLElement);
  try {
    const location = frame.contentWindow?.location;
    if (location) address.textContent = location.pathname + location.search;
  } catch {
    // The browser's own error page, of another origin.
    address.textContent = "";
  }
}

/** @param {Window} other */
function isLab(other) {
  try {
    return other.location.pathname === "/lab";
  } catch {
    // A preview around us, of another origin.
    return false;
  }
}

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
function find(selector, type) {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The panel lacks ${selector}`);
  return found;
}
