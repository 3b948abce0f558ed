/** A line of the app's code, and what it makes the web server do. */
export interface Cause {
  /** A call to the core, in a request for `at`; or a redirect. A path that ends in a slash is the beginning of one. */
  on: "call" | "redirect";
  at: string;
  file: string;
  line: number;
  /** The section of the guide that shows the file. */
  href: string;
}

/** A file of the app that can be edited, in JavaScript. */
export interface EditableFile {
  /** "verify-session.ts" */
  file: string;
  code: string;
  /** The page that shows the effect. */
  path: string;
}

/** What the plugin has published for the lab, as paths of the site. */
export interface LabFiles {
  engine: string;
  frame: string;
  page: string;
  look: string;
  view: string;
  editor: string;
  interpreter: string;
  /** The code of the editable files, as JSON. */
  code: string;
}
