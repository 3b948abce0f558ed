import { Page } from "../../lib/page";

// Fails the build if a page reads the request: a page that is built once is the same
// for every visitor.
export const dynamic = "error";

export default function About() {
  return <Page title="About">This page is the same for everybody</Page>;
}
