import {
  createError,
  defineNuxtRouteMiddleware,
  useError,
  useNuxtApp,
  useRequestEvent,
  useRouter,
} from "nuxt/app";
import { useOptionalVisitor } from "../visitor.ts";

/**
 * Runs before every page, on the server and in the browser. On the server,
 * server/middleware/session.ts has verified the session. In the browser nothing has: client
 * navigation shows a page without a request to the server.
 */
export default defineNuxtRouteMiddleware(async (to) => {
  const visitor = useOptionalVisitor();
  const route = to.matched.at(-1)?.path;
  // No page: the response is a 404.
  if (route === undefined) return;
  if (import.meta.server) {
    // Nuxt renders the error page, and no other.
    if (useError().value) return;
    const context = useRequestEvent()?.context;
    // The router takes "/ADMIN" for "/admin", which the server has not verified as such.
    if (!context?.isCheckOf(route)) throw createError({ status: 404, fatal: true });
    visitor.value = context.visitor;
    return;
  }
  // The first page, which the server has rendered, unless a route rule says `ssr: false`.
  const { isHydrating, payload } = useNuxtApp();
  if (isHydrating && payload.serverRendered) return;
  const response = await fetch(`/api/visitor?${new URLSearchParams({ route })}`, {
    headers: { accept: "application/json" },
  }).catch(() => undefined);
  if (response?.ok) {
    visitor.value = (await response.json()).visitor;
    return;
  }
  // The server responds to a page load: with the refresh page, a 403 or an error. With the
  // origin, because "//evil.example" would be another site.
  window.location.assign(window.location.origin + useRouter().resolve(to).href);
  // Without an end, the browser leaves this page, and the history stays as it is.
  return new Promise<never>(() => {});
});
