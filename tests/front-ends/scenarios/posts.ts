import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Scenario } from "../scene.ts";
import { refreshCall } from "../visitor.ts";

const capability = "refresh-page";

/** Requests that change something, with an expired access token. */
export const posts: readonly Scenario[] = [
  {
    id: "post-form",
    title:
      "A form that the browser posts to a page with an expired access token: the redirect drops the body, and the browser comes back with a GET",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await postForm(page, "/orders", { item: "book" });
      await visitor.arrived(page, "/orders");
      await page.getByText("Nothing ordered").waitFor();
      expect(visitor.trail).toEqual([
        "POST /orders",
        `GET ${scene.refreshPage("/orders")}`,
        refreshCall,
        "GET /orders",
      ]);
    },
  },
  {
    id: "post-form-renewed",
    title:
      "A form behind a link to the refresh page, with an expired access token: the session is renewed first, and the form arrives with its body",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      await visitor.go(page, scene.refreshPage("/orders"), "/orders");
      await postForm(page, "/orders", { item: "book" });
      await page.getByText("Ordered: book").waitFor();
      expect(visitor.trail).toEqual([
        `GET ${scene.refreshPage("/orders")}`,
        refreshCall,
        "GET /orders",
        "POST /orders",
      ]);
    },
  },
  {
    id: "post-fetch",
    title:
      "The same form sent with fetch to an API, with an expired access token: the SDK refreshes and repeats the call, with the body",
    capability,
    async play(scene) {
      const { visitor, page } = await scene.userWithExpiredToken();
      const response = await page.evaluate(async () => {
        const body = new URLSearchParams({ item: "book" });
        const response = await fetch("/api/orders", { method: "POST", body });
        return { status: response.status, body: await response.json() };
      });
      expect(response).toEqual({ status: 200, body: { ordered: "book" } });
      expect(visitor.trail).toEqual(["POST /api/orders", refreshCall, "POST /api/orders"]);
    },
  },
];

/** Posts a form as the browser does it, without a script that watches. */
export async function postForm(
  page: Page,
  action: string,
  fields: Record<string, string>,
): Promise<void> {
  await page.evaluate(
    ([action, fields]) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action });
      for (const [name, value] of Object.entries(fields)) {
        const input = document.createElement("input");
        Object.assign(input, { name, value, type: "hidden" });
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    },
    [action, fields] as const,
  );
}
