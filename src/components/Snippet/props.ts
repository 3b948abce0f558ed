/** What the remark plugin writes into a page: strings only, so that a page's module stays small and its HTML comes ready made. */
export interface SnippetProps {
  /** Shown to the reader: "TypeScript". */
  language: string;
  /** HTML of the `<code>` element. */
  code: string;
  /** HTML of the `<code>` element in JavaScript; absent if the code is no TypeScript, or more than types would go. */
  javascript?: string;
  /** HTML of the list that the tokens' `data-t` counts into. */
  types?: string;
  title?: string;
  /** `snippets/express/init.ts#L6-L54`; without it the code was typed into the page, and nothing below is there either. */
  source?: string;
  /** The item of the registry that installs the file with what it imports; absent if there is none. */
  item?: string;
  /** Id, as in snippets/frameworks.ts. */
  framework?: string;
  proof?: "verified" | "failed" | "changed" | "unverified";
  /** How many scenarios the proof is about. */
  scenarios?: string;
  /** `express 5.3.0, jose 6.2.17` */
  versions?: string;
}
