import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { styles } from "../../../src/plugins/snippets/theme.ts";

const css = readFileSync(
  join(import.meta.dirname, "../../../src/plugins/snippets/code.css"),
  "utf8",
);

function colours(theme: string): Record<string, string> {
  const pairs = css.matchAll(/--code-([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return Object.fromEntries(
    Array.from(pairs, ([, name, light, dark]) => [name, theme === "light" ? light : dark]),
  );
}

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test("contrast is computed as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

describe.each(["light", "dark"])("in the %s theme", (theme) => {
  const { background, current, ...foregrounds } = colours(theme);

  test("there is a colour for every style, and for text", () => {
    expect(Object.keys(foregrounds).sort()).toEqual(["text", ...Object.values(styles)].sort());
  });

  test.each(Object.entries(foregrounds))("%s has a contrast of 4.5 or more", (_, colour) => {
    expect(contrast(colour, background ?? "")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, current ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});

test.each(Object.entries(styles))("class %s has the colour of %s", (name, style) => {
  expect(css).toContain(`.snippet .${name} {\n  color: var(--code-${style});\n}`);
});
