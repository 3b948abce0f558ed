import { Page } from "../../lib/page";

// Fails the build where a page reads the request: what is built once is the same for
// everybody.
export const dynamic = "error";

export default function About() {
  return <Page title="About">This page is the same for everybody</Page>;
}
