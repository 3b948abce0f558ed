import { defineNuxtConfig } from "nuxt/config";

export default defineNuxtConfig({
  compatibilityDate: "2026-11-01",
  app: {
    head: {
      htmlAttrs: { lang: "en" },
      link: [{ rel: "stylesheet", href: "/style.css" }],
    },
  },
});
