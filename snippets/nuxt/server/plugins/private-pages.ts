import { randomBytes } from "node:crypto";
import { setResponseHeader } from "h3";
import { defineNitroPlugin } from "nitropack/runtime";

/** What Nuxt itself adds to a page's head and to its end. A text of the page is in neither. */
const script = /<script\b/g;

export default defineNitroPlugin(({ hooks }) => {
  hooks.hook("render:html", (html, { event }) => {
    const nonce = randomBytes(16).toString("base64");
    const mark = (part: string) => part.replace(script, `<script nonce="${nonce}"`);
    html.head = html.head.map(mark);
    html.bodyAppend = html.bodyAppend.map(mark);
    setResponseHeader(
      event,
      "Content-Security-Policy",
      `default-src 'self'; script-src 'self' 'nonce-${nonce}'`,
    );
  });
  // Where a route rule caches pages, Nitro leaves out the headers of a middleware, and keeps a
  // page for the next visitor, unless the page itself has this header.
  hooks.hook("render:response", ({ headers }) => {
    if (headers) headers["cache-control"] = "private, no-store";
  });
});
