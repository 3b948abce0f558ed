import type { ComponentProps, ReactNode } from "react";

/** A table of the text: it scrolls in its own box, by keyboard too, where it is wider than the page. */
export function Table(props: ComponentProps<"table">): ReactNode {
  return (
    <div className="table">
      <table {...props} />
    </div>
  );
}

/**
 * A cell; above a column of row names there is nothing to head, and nothing to announce.
 *
 * Markdown says a column's alignment with a style attribute, which the site's policy forbids: it becomes an attribute for the style sheet.
 */
export function Cell({
  as: As,
  style,
  ...props
}: ComponentProps<"td"> & ComponentProps<"th"> & { as: "td" | "th" }): ReactNode {
  const Tag = props.children ? As : "td";
  return <Tag data-align={style?.textAlign} {...props} />;
}
