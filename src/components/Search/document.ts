/** A section of a page, as the search knows it. */
export interface SearchDocument {
  /** "/express#verify-the-session" */
  url: string;
  /** The category of the page in the contents: "Troubleshooting". */
  group: string;
  /** Of the page. */
  title: string;
  /** Of the section; empty at the page's beginning. */
  heading: string;
  /** Other words for what the page is about, as readers search for it, with commas between them. */
  keywords: string;
  /** Names of the API, of files, of errors. */
  names: string;
  /** Names of the API that stand in the section's code alone. */
  code: string;
  text: string;
  /** What a reader in trouble looks for comes first, single runs come last. */
  kind: "error" | "page" | "scenario";
  /** The id of the framework or front end that it is about, if it is about one. */
  framework?: string;
}
