import "./init.js";
import { safeRedirectBack } from "./redirect-back.js";

const form = document.querySelector("form");
const problem = document.querySelector("[role=alert]");

if (!navigator.cookieEnabled) {
  explain("Your browser blocks cookies for this site. Signing in needs them.");
}

// Sent with fetch, so that the SDK reads the front-token header of the response and learns
// of the session.
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const response = await fetch(window.location.href, {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: String(new URLSearchParams(fields(form))),
    });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const { redirectBack } = await response.json();
    window.location.replace(safeRedirectBack(redirectBack));
  } catch (error) {
    explain(`Signing in failed. ${error instanceof Error ? error.message : ""}`);
  }
});

/** @param {HTMLFormElement} form */
function fields(form) {
  return [...new FormData(form)].map(([name, value]) => [name, String(value)]);
}

/** @param {string} text */
function explain(text) {
  if (problem) problem.textContent = text;
}
