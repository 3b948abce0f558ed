import { EmailPasswordPreBuiltUI } from "supertokens-auth-react/recipe/emailpassword/prebuiltui";
import { canHandleRoute, getRoutingComponent } from "supertokens-auth-react/ui";

const recipes = [EmailPasswordPreBuiltUI];

/** Everything below /auth: the pages of the SDK. */
export function Auth() {
  if (!navigator.cookieEnabled) {
    return (
      <p role="alert">Your browser blocks cookies for this site. Signing in needs them.</p>
    );
  }
  return canHandleRoute(recipes) ? getRoutingComponent(recipes) : <p>There is no such page.</p>;
}

/** The URL of the sign-in page that returns to `redirectBack`. */
export function authPage(redirectBack: string): string {
  return `/auth/?${new URLSearchParams({ redirectToPath: redirectBack })}`;
}
