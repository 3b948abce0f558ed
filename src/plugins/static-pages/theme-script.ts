/**
 * Runs inline in the head, before the first paint: applies the theme that the reader chose, if any, and says that scripts run.
 * `theme` in localStorage is "light" or "dark"; absent, the system decides (`color-scheme` in src/css/tokens.css).
 */
export const themeScript =
  'try{const t=localStorage.getItem("theme");if(t)document.documentElement.dataset.theme=t}catch{}';
