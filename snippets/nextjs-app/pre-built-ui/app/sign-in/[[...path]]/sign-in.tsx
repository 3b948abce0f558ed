"use client";

import { useEffect, useState } from "react";
import { EmailPasswordPreBuiltUI } from "supertokens-auth-react/recipe/emailpassword/prebuiltui";
import { canHandleRoute, getRoutingComponent } from "supertokens-auth-react/ui";
import "../../../lib/auth-react";

const recipes = [EmailPasswordPreBuiltUI];

export function SignIn() {
  // The SDK reads the URL in the browser: nothing of it can be rendered on the server.
  const [inBrowser, setInBrowser] = useState(false);
  useEffect(() => setInBrowser(true), []);
  if (!inBrowser) return null;
  if (!navigator.cookieEnabled) {
    return (
      <p role="alert">Your browser blocks cookies for this site. Signing in needs them.</p>
    );
  }
  return canHandleRoute(recipes) ? getRoutingComponent(recipes) : <p>There is no such page.</p>;
}
