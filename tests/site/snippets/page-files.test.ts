import { expect, test } from "vitest";
import { extractMeanings } from "../../../src/plugins/snippets/page-files.ts";

const head = "<head></head>";
const command = "<pre class=snippet-body><code>npm ci</code></pre>";

test("the places of names move with their meanings, and leave nothing in the code", () => {
  const code =
    'const <span data-t="0">a</span> = a &lt; <span class="f" data-t="1">b</span>(<span class=s>"x"</span>, <span data-t="0">a</span>)';
  const block = `<pre class="snippet-body" tabindex="0"><code>${code}</code></pre><ul class="snippet-types" hidden><li>A<p>About<li>B</ul>`;
  const { html, file } = extractMeanings(head + command + block + command);
  expect(file?.text).toBe(
    '<ul class="snippet-types" hidden><li data-at="6+1,21+1">A<p>About<li data-at="14+1">B</ul>',
  );
  expect(html).toContain(
    '<code>const a = a &lt; <span class="f">b</span>(<span class=s>"x"</span>, a)</code></pre><ul class="snippet-types" hidden></ul>',
  );
  expect(html.split(command)).toHaveLength(3);
});

test("a page without meanings stays as it is", () => {
  expect(extractMeanings(head + command)).toEqual({ html: head + command });
});
