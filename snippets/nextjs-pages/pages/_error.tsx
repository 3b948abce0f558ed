import type { NextPageContext } from "next";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";

/** An empty href is the page's own URL: a link to try again, and no redirect that could loop. */
const thisPage = "";

/**
 * Whatever getServerSideProps throws ends here. An unreachable core does too: the SDK throws a
 * plain error for it, which says nothing about the session.
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
  // The response may hold cookies of the SDK, and Next.js has replaced what the page said.
  if (res && !res.headersSent) noStore(res);
  return {};
};
