import { createRouter, createWebHistory } from "vue-router";
import AccountPage from "./AccountPage.vue";
import { requireSession } from "./guard.ts";
import HomePage from "./HomePage.vue";
import LoginPage from "./LoginPage.vue";
import RefreshSession from "./RefreshSession.vue";

/** The pages that this app renders. All other URLs are the server's. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", component: HomePage },
    { path: "/login", component: LoginPage },
    { path: "/refresh-session", component: RefreshSession },
    { path: "/account", component: AccountPage, beforeEnter: requireSession },
  ],
});
