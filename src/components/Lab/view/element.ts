type Attributes = Record<string, string | boolean | undefined>;
type Child = Node | string | false | undefined;

/** Makes an element. True is an attribute without a value; false and undefined are none. Children that are false are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

/** A button with something to do. */
export function button(
  text: string,
  act: () => void,
  { class: more, ...attributes }: Attributes = {},
): HTMLButtonElement {
  const names = more ? `button ${more}` : "button";
  const element = h("button", { type: "button", class: names, ...attributes }, text);
  element.addEventListener("click", act);
  return element;
}
