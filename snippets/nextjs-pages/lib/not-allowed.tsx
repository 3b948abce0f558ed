import { Page } from "./page";

/** For a user whose session lacks a claim: the status is 403. */
export function NotAllowed() {
  return (
    <Page title="Not allowed">
      <p>Your account cannot open this page</p>
    </Page>
  );
}
