"use client";

import { useState } from "react";
import SuperTokens from "supertokens-auth-react";
import Session from "supertokens-auth-react/recipe/session";
import { ssr } from "../../lib/ssr";
import { greet } from "./actions";

if (typeof window !== "undefined") {
  SuperTokens.init({
    appInfo: {
      appName: "Example",
      apiDomain: window.location.origin,
      apiBasePath: "/auth",
      websiteDomain: window.location.origin,
      websiteBasePath: "/login",
    },
    recipeList: [Session.init({ tokenTransferMethod: "cookie" })],
  });
}

export function GreetButton() {
  const [greeting, setGreeting] = useState("");
  return (
    <>
      <button
        type="button"
        onClick={async () => setGreeting((await ssr.ensureSessionAndCall(greet)) ?? "")}
      >
        Greet
      </button>
      <output>{greeting}</output>
    </>
  );
}
