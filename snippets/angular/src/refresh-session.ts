import { Component, DestroyRef, inject, signal } from "@angular/core";
import { ActivatedRoute, Router } from "@angular/router";
import Session from "supertokens-web-js/recipe/session";
import { mayReturnTo } from "./loop-guard";
import { safeRedirectBack } from "./redirect-back";
import { withinLimit } from "./time-limit";

/**
 * Renews the session, then goes back to the page that was asked for, or on to the login
 * page.
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
    const redirectBack = safeRedirectBack(this.#query.get("redirectBack"));
    // Without cookies there is no session to renew, and no SDK. The login page says so.
    if (!navigator.cookieEnabled) return this.#toLogin(redirectBack);
    this.problem.set("");
    let renewed: boolean;
    try {
      renewed = await withinLimit(Session.attemptRefreshingSession());
    } catch {
      // No response, or an error. That says nothing about the session.
      this.problem.set("The server cannot be reached. You have not been signed out.");
      return;
    }
    // The reader has gone elsewhere meanwhile.
    if (this.#destroyed.destroyed) return;
    // A page with an optional session is shown to a guest as well.
    const back = renewed || this.#query.has("optional");
    if (!back) await this.#toLogin(redirectBack);
    // Rendered on the server: the router cannot show it.
    else if (mayReturnTo(redirectBack)) window.location.replace(redirectBack);
    // Not on to the login page: one that believes in the session would lead straight back.
    else
      this.problem.set(
        "You were signed in, but this site did not get your session. Are its cookies blocked?",
      );
  }

  /** Leaves no entry in the history: the back button must not lead to this page. */
  async #toLogin(redirectBack: string): Promise<void> {
    const queryParams = { redirectBack };
    await this.#router.navigate(["/login"], { queryParams, replaceUrl: true });
  }
}
