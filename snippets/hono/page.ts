import escapeHtml from "escape-html";

/**
 * A complete page. `text` is escaped: a user id can contain anything. A placeholder
 * for your own templates.
 */
export function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/style.css">
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<p><a href="/">Home</a></p>
</main>
</html>
`;
}
