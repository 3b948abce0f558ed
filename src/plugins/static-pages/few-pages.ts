const classes = (css: string) => new Set(css.match(/(?<=\.)[a-z][\w-]*(?=[^{}]*\{)/g));

/**
 * Adds a style sheet to the HTML of a page that has one of its classes.
 * @param common the style sheet that the page has: its classes do not count
 * @param more the one to add, minified
 */
export function withStyles(html: string, common: string, more: string): string {
  const known = classes(common);
  const used = new Set(
    [...html.matchAll(/\bclass=(?:"([^"]*)"|([^\s">]+))/g)].flatMap(
      ([, quoted = "", plain = ""]) => (quoted || plain).split(" "),
    ),
  );
  const needed = [...classes(more)].some((name) => !known.has(name) && used.has(name));
  return needed ? html.replace("</head>", () => `<style>${more}</style></head>`) : html;
}
