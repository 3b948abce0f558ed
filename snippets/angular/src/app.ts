import { Component } from "@angular/core";
import { RouterLink, RouterOutlet } from "@angular/router";

@Component({
  selector: "app-root",
  imports: [RouterLink, RouterOutlet],
  template: `
    <main>
      <router-outlet />
      <p><a routerLink="/">Home</a></p>
    </main>
  `,
})
export class App {}
