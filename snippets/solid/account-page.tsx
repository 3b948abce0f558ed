import { createResource, ErrorBoundary, Suspense } from "solid-js";
import { fetchUser } from "./fetch-user.ts";
import { SignOut } from "./sign-out.tsx";

export function AccountPage() {
  const [user] = createResource(fetchUser);
  return (
    <>
      <h1>Account</h1>
      <ErrorBoundary
        fallback={<p role="alert">The server cannot be reached. Load the page again.</p>}
      >
        <Suspense>
          <p>Signed in as {user()?.userId}.</p>
        </Suspense>
      </ErrorBoundary>
      <SignOut />
    </>
  );
}
