import { Page } from "../lib/page";

export default function NotFound() {
  return (
    <Page title="Not found">
      <p>There is no such page</p>
    </Page>
  );
}
