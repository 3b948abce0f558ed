import { Component, inject, signal } from "@angular/core";
import { Router } from "@angular/router";

@Component({
  selector: "app-account",
  template: `
    <h1>Account</h1>
    @if (userId()) {
      <p>Signed in as {{ userId() }}</p>
    }
    @if (failed()) {
      <p role="alert">The server cannot be reached. Load the page again.</p>
    }
  `,
})
export class Account {
  readonly #router = inject(Router);
  protected readonly userId = signal("");
  protected readonly failed = signal(false);

  constructor() {
    this.#load();
  }

  async #load(): Promise<void> {
    try {
      // No response: the server cannot be reached, or it refused the renewed session too.
      const response = await fetch("/api/user").catch(() => undefined);
      if (!response || response.status === 401) {
        // The refresh page tells these apart from a session that has ended.
        const queryParams = { redirectBack: this.#router.url };
        await this.#router.navigate(["/refresh-session"], { queryParams, replaceUrl: true });
        return;
      }
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      this.userId.set((await response.json()).userId);
    } catch {
      this.failed.set(true);
    }
  }
}
