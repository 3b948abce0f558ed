/** Headers for the responses to paths with this prefix. */
export interface HeaderRule {
  /** "/" for every path, "/assets/" for those below. */
  prefix: string;
  headers: Readonly<Record<string, string>>;
}

/** What every host must send with the site; `policy` is the Content-Security-Policy of its pages. */
export function headerRules(policy: string): HeaderRule[] {
  return [
    {
      prefix: "/",
      headers: {
        "Content-Security-Policy": policy,
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
      },
    },
    {
      prefix: "/assets/",
      headers: { "Cache-Control": "public, max-age=31536000, immutable" },
    },
    { prefix: "/fonts/", headers: { "Cache-Control": "public, max-age=604800" } },
    // `npx shadcn add`, the zip and the text for assistants are fetched from anywhere.
    { prefix: "/r/", headers: { "Access-Control-Allow-Origin": "*" } },
  ];
}

/** The rules as the hosts read them, by the file's name in the published folder. */
export function hostingFiles(rules: readonly HeaderRule[]): Record<string, string> {
  return {
    // Netlify and Cloudflare Pages
    _headers: rules
      .map(({ prefix, headers }) => [`${prefix}*`, ...lines(headers, "  ", ": ")].join("\n"))
      .join("\n\n")
      .concat("\n"),
    // Vercel
    "vercel.json": json({
      cleanUrls: true,
      trailingSlash: false,
      headers: rules.map(({ prefix, headers }) => ({
        source: `${prefix}(.*)`,
        headers: pairs(headers),
      })),
    }),
    // The command `serve`, and `npm run serve`
    "serve.json": json({
      cleanUrls: true,
      trailingSlash: false,
      directoryListing: false,
      headers: rules.map(({ prefix, headers }) => ({
        source: `${prefix}**`,
        headers: pairs(headers),
      })),
    }),
    "nginx.conf": nginx(rules),
  };
}

/** To be included in a `server` block. nginx gives a location no header of its parent once it has one of its own, so each has all. */
function nginx(rules: readonly HeaderRule[]): string {
  const [all] = rules;
  const locations = rules.map(({ prefix, headers }) => {
    const sent = { ...all?.headers, ...headers };
    return [
      `location ${prefix} {`,
      "  try_files $uri $uri.html $uri/index.html =404;",
      ...Object.entries(sent).map(([name, value]) => `  add_header ${name} "${value}" always;`),
      "}",
    ].join("\n");
  });
  return ["charset utf-8;\nerror_page 404 /404.html;", ...locations].join("\n\n").concat("\n");
}

function lines(headers: HeaderRule["headers"], indent: string, between: string): string[] {
  return Object.entries(headers).map(([name, value]) => `${indent}${name}${between}${value}`);
}

function pairs(headers: HeaderRule["headers"]): { key: string; value: string }[] {
  return Object.entries(headers).map(([key, value]) => ({ key, value }));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
