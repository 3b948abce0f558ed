import { choiceNames, choices } from "./choices.ts";

/**
 * Runs inline in the head, before the first paint: puts the reader's choices on `<html>`, as `data-framework="fastify"`. A guide
 * chooses its own framework; otherwise the URL decides (`?framework=fastify`), then the saved choice. Values that are not options are ignored.
 */
export function choiceScript(): string {
  const known = Object.fromEntries(
    choiceNames.map((name) => [name, choices[name].options.map(({ id }) => id)]),
  );
  return `{const k=${JSON.stringify(known)},q=new URLSearchParams(location.search),p=location.pathname.slice(1);let s;try{s=localStorage}catch{}for(const n in k){const h=[p,q.get(n)].find(v=>k[n].includes(v)),v=h??s?.getItem(n);if(k[n].includes(v))document.documentElement.setAttribute("data-"+n,v);try{if(h)s?.setItem(n,h)}catch{}}}`;
}

/** Runs inline right after a select: shows in it what the head's script found, before it is painted. */
export const selectScript =
  '{const s=document.currentScript.previousElementSibling.querySelector("select"),v=document.documentElement.getAttribute("data-"+s.name);if(v)s.value=v}';
