import { Component, signal } from "@angular/core";
import { renewSession } from "./renew-session";

/** The page at /refresh-session. */
@Component({
  selector: "app-refresh-session",
  template: `<p role="status">{{ problem() || "Renewing your session …" }}</p>`,
})
export class RefreshSession {
  protected readonly problem = signal("");

  constructor() {
    this.#renew();
  }

  async #renew(): Promise<void> {
    const outcome = await renewSession(window.location);
    if ("next" in outcome) window.location.replace(outcome.next);
    else this.problem.set(outcome.problem);
  }
}
