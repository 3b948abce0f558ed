import { Component, signal } from "@angular/core";
import { safeRedirectBack } from "./redirect-back";

@Component({
  selector: "app-login",
  template: `
    <h1>Sign in</h1>
    <form #form (submit)="signIn($event, form)">
      <label>User <input name="user" required autocomplete="username" value="alice" /></label>
      <label>Role <input name="role" placeholder="admin, suspended or none" /></label>
      <button type="submit">Sign in</button>
    </form>
    <p role="alert">{{ problem() }}</p>
  `,
})
export class Login {
  protected readonly problem = signal(
    navigator.cookieEnabled
      ? ""
      : "Your browser blocks cookies for this site. Signing in needs them.",
  );

  protected async signIn(event: Event, form: HTMLFormElement): Promise<void> {
    event.preventDefault();
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    try {
      // Sent with fetch, so that the SDK reads the front-token header of the response
      // and learns of the session. The URL contains redirectBack.
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
      window.location.replace(safeRedirectBack(redirectBack));
    } catch (error) {
      this.problem.set(`Signing in failed. ${error instanceof Error ? error.message : ""}`);
    }
  }
}
