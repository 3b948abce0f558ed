import type { NextPageContext } from "next";
import { noStore } from "../lib/no-store";
import { Page } from "../lib/page";

/** An empty href is the page's own URL: a link to try again, and no redirect that could loop. */
const thisPage = "";

/**
 * Every error of getServerSideProps ends up here, including an unreachable core: the SDK
 * throws a plain error for it, and the session may still be valid.
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
  // The response may hold cookies of the SDK, and Next.js has replaced the headers that the
  // page set.
  if (res && !res.headersSent) noStore(res);
  return {};
};
