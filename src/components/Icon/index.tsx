import type { ReactNode } from "react";

/** 16-unit line drawings; they take the colour of the text around them. */
const drawings = {
  menu: "M2 4h12M2 8h12M2 12h8",
  light:
    "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.500v1.5M1 8h1.500M13.500 8H15M3.100 3.100l1 1M11.900 11.900l1 1M12.900 3.100l-1 1M4.100 11.900l-1 1",
  dark: "M13.500 9.500A6 6 0 0 1 6.500 2.500a6 6 0 1 0 7 7Z",
  auto: "M2 3h12v8H2ZM6 14h4M8 11v3",
  repository: "M4.500 4.500 1.500 8l3 3.500M11.500 4.500l3 3.500-3 3.500M9.500 2.500l-3 11",
  next: "M3 8h10M9 4l4 4-4 4",
  previous: "M13 8H3M7 4 3 8l4 4",
  check: "m3 8.500 3.500 3.500L13 4.500",
  search: "M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9ZM10.300 10.300 14 14",
  close: "m3.500 3.500 9 9M12.500 3.500l-9 9",
} as const;

export type IconName = keyof typeof drawings;

/** A decorative icon: hidden from assistive technology, so whatever holds it needs a name of its own. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={drawings[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The site's mark: two lifelines of a sequence, a request and its response. */
export function Mark(): ReactNode {
  return (
    <svg
      className="mark"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d="M3 2v16M17 2v16M14.5 13.5H6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
      />
      <path
        d="M5.5 7h8M10.5 3.5 14 7l-3.5 3.5"
        fill="none"
        className="mark-there"
        strokeWidth="1.75"
      />
    </svg>
  );
}
