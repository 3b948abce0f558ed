import "./init.ts";
import { safeRedirectBack } from "./redirect-back.ts";

/**
 * Posts the form to the page's own URL and returns the path to open next; throws if the
 * server does not sign the visitor in. Sent with fetch, so that the SDK reads the
 * front-token header of the response and learns of the session.
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
