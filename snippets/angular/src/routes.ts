import type { Routes } from "@angular/router";
import { Account } from "./account";
import { requireUser } from "./guard";
import { Home } from "./home";
import { Login } from "./login";
import { RefreshSession } from "./refresh-session";

export const routes: Routes = [
  { path: "", component: Home },
  { path: "login", component: Login },
  { path: "refresh-session", component: RefreshSession },
  { path: "account", component: Account, canActivate: [requireUser] },
];
