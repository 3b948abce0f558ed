import { Component } from "@angular/core";
import { RouterLink } from "@angular/router";
import { SignOut } from "./sign-out";

@Component({
  selector: "app-home",
  imports: [RouterLink, SignOut],
  template: `
    <h1>Example</h1>
    <ul>
      <!-- Rendered on the server: these links load a new page. -->
      <li><a href="/dashboard">Dashboard, verified with the SDK</a></li>
      <li><a href="/dashboard-jwt">Dashboard, verified from the access token alone</a></li>
      <li><a href="/welcome">Welcome, for guests and users</a></li>
      <li><a href="/admin">Admin, for one role</a></li>
      <li><a href="/api/user">An API route</a></li>
      <li><a routerLink="/account">Account, guarded in the browser</a></li>
    </ul>
    <p><a routerLink="/login">Sign in</a> <app-sign-out /></p>
  `,
})
export class Home {}
