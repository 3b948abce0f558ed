/**
 * Marks the names in a block of code that have a meaning: `data-t` is the place in the block's list. The list says where they are, as
 * src/plugins/snippets/page-files.ts has written it; a list without places, and code that is marked already, stay as they are.
 */
export function markNames(figure: Element): void {
  const code = figure.querySelector(".snippet-body code");
  if (!code || code.querySelector("[data-t]")) return;
  const items = figure.querySelectorAll<HTMLElement>(":scope > .snippet-types > li");
  const places = [...items]
    .flatMap(({ dataset }, index) =>
      (dataset.at ?? "").split(",").map((place) => [...place.split("+").map(Number), index]),
    )
    .filter(([, length]) => length)
    .sort(([a = 0], [b = 0]) => a - b);
  const texts: Text[] = [];
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  let begin = 0;
  for (let text of texts) {
    const end = begin + text.length;
    while (places[0] && (places[0][0] ?? 0) < end) {
      const [at = 0, length = 0, index] = places.shift() ?? [];
      const name = text.splitText(at - begin);
      text = name.splitText(length);
      begin = at + length;
      wrap(name).dataset.t = String(index);
    }
    begin = end;
  }
}

/** The element that holds this text and nothing else. */
function wrap(name: Text): HTMLElement {
  const parent = name.parentElement;
  if (parent?.tagName === "SPAN" && parent.textContent === name.data) return parent;
  const span = name.ownerDocument.createElement("span");
  name.replaceWith(span);
  span.append(name);
  return span;
}
