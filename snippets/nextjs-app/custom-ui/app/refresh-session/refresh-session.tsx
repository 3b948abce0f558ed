"use client";

import Session from "supertokens-web-js/recipe/session";
import "@/lib/front-end";
import { Renewing } from "@/lib/renewing";

export function RefreshSession() {
  return <Renewing renew={renew} signInPage={signInPage} />;
}

function renew() {
  return Session.attemptRefreshingSession();
}

function signInPage(redirectBack: string) {
  return `/login?${new URLSearchParams({ redirectBack })}`;
}
