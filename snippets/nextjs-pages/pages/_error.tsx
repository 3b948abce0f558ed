import type { NextPageContext } from "next";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";

/** An empty address is the page's own: a way to try again, no redirect that could loop. */
const thisPage = "";

/**
 * For the SDK an unreachable core is an error like any other, not a missing session:
 * whatever getServerSideProps throws ends here.
 */
export default function ErrorPage() {
  return (
    <Page title="Something went wrong">
      <p>
        <a href={thisPage}>Try again</a>
      </p>
    </Page>
  );
}

ErrorPage.getInitialProps = ({ res }: NextPageContext) => {
  // The answer may hold cookies of the SDK, and Next.js has replaced what the page said.
  if (res && !res.headersSent) noStore(res);
  return {};
};
