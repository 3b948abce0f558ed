import { createResource, ErrorBoundary, Suspense } from "solid-js";
import { fetchUser } from "./fetch-user.ts";
import { SignOut } from "./sign-out.tsx";

export function AccountPage() {
  const [user] = createResource(fetchUser);
  return (
    <>
      <h1>Account</h1>
      <ErrorBoundary
        fallback={(error: Error) => (
          <p role="alert">Your account cannot be shown. {error.message}</p>
        )}
      >
        <Suspense>
          <p>Signed in as {user()?.userId}.</p>
        </Suspense>
      </ErrorBoundary>
      <SignOut />
    </>
  );
}
