import type { Opened } from "../frame/messages.ts";
import type { Page } from "./browser.ts";

/** The scripts and styles that stand in for those of the app's pages, as paths of the site. */
export interface FrameFiles {
  /** Runs the scripts of the front-end guide. */
  frame: string;
  /** The style sheet that the app's pages link to. */
  page: string;
}

/**
 * The HTML of the frame: the page of the app without its scripts and styles, which would be requested from the site, and
 * with those that stand in for them. Anything but HTML is shown as text.
 */
export function frameDocument(
  { url, response }: Page,
  opened: Omit<Opened, "url" | "scripts">,
  files: FrameFiles,
): string {
  const isHtml = response.headers.some(
    ([name, value]) => name === "content-type" && value.includes("html"),
  );
  const document = new DOMParser().parseFromString(isHtml ? response.body : "", "text/html");
  if (!isHtml) {
    const text = document.createElement("pre");
    text.textContent = response.body || `${response.status}`;
    document.body.append(text);
  }
  const scripts = [...document.querySelectorAll("script[src]")].flatMap((script) => {
    const [, name] = /^\/([\w-]+)\.js$/.exec(script.getAttribute("src") ?? "") ?? [];
    return name ? [name] : [];
  });
  const away = "script, link, base, meta[http-equiv], iframe, object, embed";
  for (const element of document.querySelectorAll(away)) element.remove();
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = files.page;
  const script = document.createElement("script");
  script.src = files.frame;
  script.dataset.opened = JSON.stringify({ ...opened, url, scripts } satisfies Opened);
  document.head.append(style, script);
  return `<!doctype html>${document.documentElement.outerHTML}`;
}
