/** What a browser sends with a page load, of all that a web server looks at. */
export const pageLoadHeaders = {
  accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  "sec-fetch-mode": "navigate",
};

const { accept } = pageLoadHeaders;

/** What each client says about a request, as Chromium does; those that a scenario names count more. */
export const clients = {
  "page load": pageLoadHeaders,
  fetch: { accept: "*/*", "sec-fetch-mode": "cors" },
  htmx: { accept: "text/html, */*", "sec-fetch-mode": "cors", "hx-request": "true" },
  image: { accept: "image/avif,image/webp,image/*,*/*;q=0.8", "sec-fetch-mode": "no-cors" },
  // Chromium sends `<a download>` without an Accept header.
  download: { "sec-fetch-mode": "navigate" },
  // Without Fetch Metadata, as in every browser on a site without TLS.
  "old browser": { accept },
  "script in an old browser": { accept: "*/*" },
} as const satisfies Record<string, Record<string, string>>;

export type Client = keyof typeof clients;
