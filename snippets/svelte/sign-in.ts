import "./init.ts";
import { safeRedirectBack } from "./redirect-back.ts";

/**
 * Posts the form to the page's own address and gives the path to go on to; throws when the
 * server does not sign in. Sent with fetch, so that the SDK sees the front-token header of
 * the answer and learns of the session.
 */
export async function signIn(form: HTMLFormElement): Promise<string> {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  const response = await fetch(window.location.href, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: String(new URLSearchParams(fields)),
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const { redirectBack } = await response.json();
  return safeRedirectBack(redirectBack);
}

/** What a visitor must know before signing in. */
export function problemBefore(): string {
  return navigator.cookieEnabled
    ? ""
    : "Your browser blocks cookies for this site. Signing in needs them.";
}
