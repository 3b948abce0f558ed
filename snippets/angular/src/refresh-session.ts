import { Component, DestroyRef, inject, signal } from "@angular/core";
import { ActivatedRoute, Router } from "@angular/router";
import Session from "supertokens-web-js/recipe/session";
import { isTooLarge, startRenewal } from "./front-token";
import { mayReturnTo } from "./loop-guard";
import { safeRedirectBack, withFragment } from "./redirect-back";
import { withinLimit } from "./time-limit";

const notKept =
  "You were signed in, but this site did not get your session. Are its cookies blocked?";
const tooLarge =
  "Your session is too large for a cookie, so your browser did not keep it. Signing in again does not help: please tell the people who run this site.";

/**
 * Renews the session, then returns to the requested page, or goes on to the login page.
 */
@Component({
  selector: "app-refresh-session",
  template: `
    @if (problem()) {
      <div role="alert">
        <p>{{ problem() }}</p>
        <button type="button" (click)="refresh()">Try again</button>
      </div>
    } @else {
      <p role="status">Renewing your session …</p>
    }
  `,
})
export class RefreshSession {
  readonly #router = inject(Router);
  readonly #destroyed = inject(DestroyRef);
  readonly #query = inject(ActivatedRoute).snapshot.queryParamMap;
  protected readonly problem = signal("");

  constructor() {
    this.refresh();
  }

  protected async refresh(): Promise<void> {
    const path = safeRedirectBack(this.#query.get("redirectBack"));
    const redirectBack = withFragment(path, window.location.hash);
    // Without cookies there is no session to renew, and the SDK has not started. The login
    // page tells the visitor.
    if (!navigator.cookieEnabled) return this.#toLogin(redirectBack);
    this.problem.set("");
    startRenewal();
    let renewed: boolean;
    try {
      renewed = await withinLimit(Session.attemptRefreshingSession());
    } catch (error) {
      // No response, or an error: the session may still be valid. On a 404, apiBasePath in
      // init.ts differs from the server's.
      const notFound = error instanceof Response && error.status === 404;
      this.problem.set(
        notFound
          ? "The refresh API was not found (404). You have not been signed out."
          : "The server cannot be reached. You have not been signed out.",
      );
      return;
    }
    // The visitor has left this page in the meantime.
    if (this.#destroyed.destroyed) return;
    // The session is renewed, but the browser kept no cookie: a sign-in would lead here
    // again.
    if (!renewed && isTooLarge()) return this.problem.set(tooLarge);
    // A page with an optional session is shown to a guest as well.
    const back = renewed || this.#query.has("optional");
    if (!back) await this.#toLogin(redirectBack);
    // Rendered on the server: the router cannot show it.
    else if (mayReturnTo(redirectBack)) window.location.replace(redirectBack);
    // Not the login page: one that still finds a session would redirect straight back.
    else this.problem.set(isTooLarge() ? tooLarge : notKept);
  }

  /** Replaces the history entry: the back button must not lead to this page. */
  async #toLogin(redirectBack: string): Promise<void> {
    const queryParams = { redirectBack };
    await this.#router.navigate(["/login"], { queryParams, replaceUrl: true });
  }
}
