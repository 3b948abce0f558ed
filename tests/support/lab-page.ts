import type { Browser } from "playwright-core";
import { expect } from "vitest";

/** The lab of a running sandbox in a tab: its buttons, what its frame shows and the requests that it lists. */
export async function openLab(browser: Browser, origin: string) {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  /** What must never happen: an error, a breach of the policy. */
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (/content.security.policy/i.test(message.text())) problems.push(message.text());
  });
  await page.goto(`${origin}/`);
  const app = page.frameLocator("iframe");

  /** Marks the document in the frame, so that what is awaited next is not seen in it, and presses a button. */
  const press = async (name: string) => {
    await app.locator("body").evaluate((body) => body.setAttribute("data-left", ""));
    await page.getByRole("button", { name, exact: true }).click();
  };
  const shown = (text: string) =>
    app.locator("body:not([data-left])").getByText(text, { exact: true }).first().waitFor();
  /** What the lab says about the last button. */
  const outcome = (text: string) =>
    page.getByRole("status").filter({ hasText: text }).waitFor();
  /** The last requests of the browser, assets left out, as the panel lists them: "GET /dashboard 302". */
  const listed = async (count: number) => {
    const lines = await page
      .locator("[data-log] > .exchange:not(.asset) > .line")
      .allInnerTexts();
    return lines.slice(-count).map((line) => {
      const [, method, path, status] = line.split(/\s+/);
      return `${method} ${path} ${status}`;
    });
  };
  /** Polls for as long as a busy machine may take. */
  const soonListed = (count: number) => expect.poll(() => listed(count), { timeout: 10_000 });

  return { page, app, problems, press, shown, outcome, soonListed };
}

export type Lab = Awaited<ReturnType<typeof openLab>>;

/** An expired token is renewed by way of the refresh page, and the page comes back. */
export const renewal = [
  "GET /dashboard 302",
  // The second time the browser has the page already.
  expect.stringMatching(/^GET \/refresh-session\?redirectBack=%2Fdashboard (200|304)$/),
  "POST /auth/session/refresh 200",
  "GET /dashboard 200",
];

/** Signs in, expires the access token, comes back by way of the refresh page, and signs out. Throws if one of these fails. */
export async function goThroughLoop({ press, shown, outcome, soonListed, problems }: Lab) {
  await press("Sign in");
  await shown("Signed in as alice");
  await press("Expire");
  await outcome("The access token has expired");
  await press("/dashboard");
  await soonListed(4).toEqual(renewal);
  await shown("Signed in as alice");
  await press("Sign out");
  await soonListed(9).toContain("POST /auth/signout 200");
  await shown("User");
  expect(problems).toEqual([]);
}
