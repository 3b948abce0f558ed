import { createHash } from "node:crypto";

/** The source expressions (`'sha256-…'`) of the inline scripts and styles in some HTML pages, each once. */
export function inlineHashes(pages: Iterable<string>): {
  scripts: Set<string>;
  styles: Set<string>;
} {
  const hashes = { scripts: new Set<string>(), styles: new Set<string>() };
  for (const html of pages) {
    for (const [, tag, attributes, text] of html.matchAll(
      /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>/g,
    )) {
      if (!text || /type="?application\//.test(attributes ?? "")) continue;
      const hash = `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
      hashes[tag === "script" ? "scripts" : "styles"].add(hash);
    }
  }
  return hashes;
}

/**
 * The Content-Security-Policy under which every page works: own scripts, styles and fonts, and the inline ones by hash.
 * Takes the HTML of all pages. Source: CSP Level 3, https://www.w3.org/TR/CSP3/#grammardef-hash-source
 */
export function contentSecurityPolicy(pages: Iterable<string>): string {
  const { scripts, styles } = inlineHashes(pages);
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(" "),
    ["style-src 'self'", ...styles].join(" "),
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self' https://stackblitz.com",
    "frame-src https://stackblitz.com",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}
