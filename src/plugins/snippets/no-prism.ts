/**
 * Stands in for prism-react-renderer and for the theme module that fetches Prism's grammars: fences are highlighted by Shiki while the
 * site is built. A page that asks for Docusaurus's `CodeBlock` all the same does not build.
 */
export function Highlight(): never {
  throw new Error("CodeBlock is not used here: a fence with file=snippets/… is");
}

export const Prism = {};

export default function prismIncludeLanguages(): void {}
