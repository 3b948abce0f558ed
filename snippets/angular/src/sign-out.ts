import { Component, inject, signal } from "@angular/core";
import { Router } from "@angular/router";
import Session from "supertokens-web-js/recipe/session";
import { knowsSession, startRenewal } from "./front-token";

@Component({
  selector: "app-sign-out",
  template: `
    <button type="button" (click)="signOut()">Sign out</button>
    @if (failed()) {
      <span role="alert">Signing out failed. You are still signed in.</span>
    }
  `,
})
export class SignOut {
  readonly #router = inject(Router);
  protected readonly failed = signal(false);

  protected async signOut(): Promise<void> {
    try {
      // The session may have started without the SDK, which learns of it from a renewal.
      if (!knowsSession()) {
        startRenewal();
        await Session.attemptRefreshingSession();
      }
      await Session.signOut();
      await this.#router.navigateByUrl("/login");
    } catch {
      // The session has not ended: say so rather than look signed out.
      this.failed.set(true);
    }
  }
}
