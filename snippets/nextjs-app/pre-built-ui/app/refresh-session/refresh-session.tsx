"use client";

import Session from "supertokens-auth-react/recipe/session";
import { Renewing } from "@/lib/renewing";
import "../../lib/auth-react";

export function RefreshSession() {
  return <Renewing renew={renew} signInPage={signInPage} />;
}

function renew() {
  return Session.attemptRefreshingSession();
}

// Not redirectToAuth(): it would leave this page in the history, where the back button finds
// it.
function signInPage(redirectToPath: string) {
  return `/sign-in?${new URLSearchParams({ redirectToPath })}`;
}
