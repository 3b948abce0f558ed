import { defineNuxtRouteMiddleware, useNuxtApp, useRequestEvent, useState } from "nuxt/app";

/** Client navigation requests nothing from the server: it loads a document instead. */
export default defineNuxtRouteMiddleware((to) => {
  if (import.meta.server) {
    useState("userId").value = useRequestEvent()?.context.userId;
  } else if (!useNuxtApp().isHydrating) {
    window.location.assign(window.location.origin + to.fullPath);
    return new Promise<never>(() => {});
  }
});
