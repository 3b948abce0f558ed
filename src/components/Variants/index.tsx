import { Children, isValidElement, type ReactElement, type ReactNode } from "react";
import { type ChoiceName, choices } from "../Choice/choices.ts";
import { Choice } from "../Choice/index.tsx";

interface VariantProps {
  /** The option that it is for. */
  for: string;
  children: ReactNode;
}

/**
 * Content that differs by a choice of the reader: one `<Variant for="…">` for each option. All are in the page; the one chosen is shown.
 * Throws if an option has no variant, or a variant no option.
 */
export function Variants({ by, children }: { by: ChoiceName; children: ReactNode }): ReactNode {
  const variants = Children.toArray(children).filter(
    (child): child is ReactElement<VariantProps> =>
      isValidElement(child) && child.type === Variant,
  );
  const has = variants.map(({ props }) => props.for).sort();
  const wants = choices[by].options.map(({ id }) => id).sort();
  if (has.join() !== wants.join()) {
    throw new Error(
      `<Variants by="${by}"> has ${has.join(", ") || "none"}; there are ${wants.join(", ")}`,
    );
  }
  return (
    <div className={`variants wide by-${by}`}>
      <Choice of={by} />
      {variants.map(({ props }) => (
        <div key={props.for} data-for={props.for}>
          <p className="variant-name">
            {choices[by].options.find(({ id }) => id === props.for)?.label}
          </p>
          {props.children}
        </div>
      ))}
    </div>
  );
}

/** What stands for one option; only within `<Variants>`. */
export function Variant({ children }: VariantProps): ReactNode {
  return children;
}
