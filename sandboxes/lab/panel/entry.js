/**
 * @import { CookieSent, CookieSet } from "../cookies.ts"
 * @import { CoreCall, Exchange, WireEntry } from "../wire-log.ts"
 */

/**
 * One entry of the log as an element. Everything in it is set as text: none of it is trusted.
 * @param {WireEntry} entry
 * @returns {HTMLElement}
 */
export function renderEntry(entry) {
  if (entry.kind === "note") return element("li", { class: "note" }, entry.text);
  if (entry.kind === "core") {
    return element("li", { class: "exchange" }, renderCoreCall(entry));
  }
  return renderExchange(entry);
}

/** @param {Exchange} exchange */
function renderExchange(exchange) {
  const probe = isProbe(exchange);
  return element(
    "li",
    { class: exchange.asset ? "exchange asset" : "exchange" },
    element(
      "p",
      { class: "line" },
      element("span", { class: "who" }, exchange.by === "flow" ? "flow" : "browser"),
      element(
        "code",
        { class: "request" },
        element("b", {}, exchange.method),
        ` ${exchange.path}`,
      ),
      renderStatus(exchange.status, probe ? "probe" : undefined),
      element("span", { class: "took" }, milliseconds(exchange.durationMs)),
    ),
    renderFacts([
      ...(probe ? [fact("why", [probeReason])] : []),
      ...some(exchange.sent, (sent) => fact("sent", renderCookies(sent))),
      ...given(exchange.fields).map((fields) => fact("body", [code(fields)])),
      ...some(exchange.set, (set) => fact("sets", set.map(renderSetCookie))),
      ...["location", "cache-control"].flatMap((name) =>
        given(exchange.headers[name]).map((value) => fact(name, [element("code", {}, value)])),
      ),
      ...given(exchange.answer).map((answer) => fact("response", [code(answer)])),
    ]),
    ...exchange.core.map(renderCoreCall),
  );
}

/** @param {CoreCall} call */
function renderCoreCall(call) {
  return element(
    "details",
    { class: "core" },
    element(
      "summary",
      { class: "line" },
      element("span", { class: "who" }, "core"),
      element("code", { class: "request" }, element("b", {}, call.method), ` ${call.path}`),
      renderStatus(call.status),
      element("span", { class: "took" }, milliseconds(call.durationMs)),
    ),
    renderFacts([
      ...given(call.body).map((body) => fact("body", [pretty(body)])),
      ...given(call.answer).map((answer) => fact("response", [pretty(answer)])),
    ]),
  );
}

const probeReason =
  "The browser is not signed in, which is not an error. Scripts cannot read the HttpOnly cookies, so the front-end SDK finds out with this request.";

/**
 * Whether the front-end SDK looks for a session in a browser that has none: a refresh without a refresh token.
 * @param {Exchange} exchange
 */
function isProbe({ path, status, sent }) {
  const hasToken = sent.some(({ name }) => name === "sRefreshToken" || name === "sAccessToken");
  return status === 401 && path.endsWith("/session/refresh") && !hasToken;
}

/**
 * @param {number | null} status
 * @param {string} [family]
 */
function renderStatus(
  status,
  family = status === null ? "none" : `${Math.floor(status / 100)}xx`,
) {
  return element(
    "span",
    { class: "status", "data-family": family },
    status === null ? "cut" : String(status),
  );
}

/**
 * The session's own cookies each on a line, what the front-end SDK notes for itself by name only.
 * @param {CookieSent[]} cookies
 */
function renderCookies(cookies) {
  const own = ["sAccessToken", "sRefreshToken"];
  const others = cookies.filter(({ name }) => !own.includes(name)).map(({ name }) => name);
  return [
    ...cookies
      .filter(({ name }) => own.includes(name))
      .map((cookie) =>
        element("span", {}, element("code", {}, cookie.name), ` ${describe(cookie)}`),
      ),
    ...(others.length > 0 ? [element("small", {}, `and ${others.join(", ")}`)] : []),
  ];
}

/** @param {CookieSet} cookie */
function renderSetCookie(cookie) {
  return element(
    "span",
    {},
    element("code", {}, cookie.name),
    cookie.removed ? " removed" : ` ${describe(cookie)}`,
    element("small", {}, ` ${cookie.attributes}`),
  );
}

/** @param {CookieSent} cookie */
function describe({ value, token }) {
  if (!token) return value;
  const ended = token.expiresAt <= Date.now();
  const until = new Date(token.expiresAt).toLocaleTimeString();
  return `${value} (${token.userId}, ${ended ? "expired" : `until ${until}`})`;
}

/** @param {unknown} value */
function code(value) {
  return element("code", {}, JSON.stringify(value));
}

/** @param {unknown} value */
function pretty(value) {
  return element("pre", {}, typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

/** @param {HTMLElement[]} facts */
function renderFacts(facts) {
  return facts.length > 0 ? element("dl", {}, ...facts) : "";
}

/**
 * @param {string} name
 * @param {(HTMLElement | string)[]} values
 */
function fact(name, values) {
  return element(
    "div",
    {},
    element("dt", {}, name),
    ...values.map((value) => element("dd", {}, value)),
  );
}

/**
 * A list of one, or of none if there is nothing to show.
 * @template T
 * @param {T | undefined} value
 * @returns {T[]}
 */
function given(value) {
  return value === undefined || JSON.stringify(value) === "{}" ? [] : [value];
}

/**
 * @template T
 * @param {T[]} values
 * @param {(values: T[]) => HTMLElement} render
 */
function some(values, render) {
  return values.length > 0 ? [render(values)] : [];
}

/** @param {number} ms */
function milliseconds(ms) {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
