"use server";

import { componentCookies } from "../../lib/component-cookies";
import { ssr } from "../../lib/ssr";

export async function greet(): Promise<string> {
  const { status, session } = await ssr.getServerActionSessionWithoutClaimValidation(
    await componentCookies(),
  );
  return status === "valid" ? `Hello, ${session.userId}` : status;
}
