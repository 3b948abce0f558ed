import { expect } from "@playwright/test";
import { test } from "./signed-in.ts";

test("a page begins signed in", async ({ page, app }) => {
  await page.goto(`${app.origin}/dashboard`);

  await expect(page.getByText("Signed in as ada")).toBeVisible();
});

test("and is refreshed as any other", async ({ page, context, app }) => {
  const cookies = await context.cookies(app.origin);
  const cookie = cookies.find(({ name }) => name === "sAccessToken");
  const expired = await app.core.control.expire(cookie?.value ?? "");
  if (cookie) await context.addCookies([{ ...cookie, value: expired }]);

  await page.goto(`${app.origin}/dashboard`);

  await expect(page.getByText("Signed in as ada")).toBeVisible();
});
