import { expect, test } from "vitest";
import { withStyles } from "../../src/plugins/static-pages/few-pages.ts";

const common = ".prose p{margin:0}.table{width:100%}";
const more = "@media (width<30rem){.home>.tiles{gap:1.5rem}}.table.matrix{width:auto}";
const page = (body: string) => `<html><head></head><body>${body}</body></html>`;
const styled = (body: string) => page(body).replace("</head>", `<style>${more}</style></head>`);

test.each(["<p class=tiles>", '<div class="wide home">', '<table class="table matrix">'])(
  "a page with %s gets the style sheet",
  (body) => expect(withStyles(page(body), common, more)).toBe(styled(body)),
);

test.each(["<p>home</p>", '<table class="table">', "<p id=home class=homes>"])(
  "a page with %s does not",
  (body) => expect(withStyles(page(body), common, more)).toBe(page(body)),
);
