/**
 * Runs inline in the head, before the first paint: applies the theme that the reader chose, if any, and whether the lines of code wrap.
 * `theme` in localStorage is "light" or "dark"; absent, the system decides (`color-scheme` in src/css/tokens.css). `wrap` is there or not.
 */
export const themeScript =
  'try{const{theme:t,wrap:w}=localStorage,d=document.documentElement.dataset;if(t)d.theme=t;if(w!=null)d.wrap=""}catch{}';
