import { cookies, headers } from "next/headers";
import { accessTokenOf } from "./access-token";

/**
 * The cookies that the SDK needs. It would also accept a token from cookies with other
 * names.
 */
const wanted = ["sFrontToken", "sCurrentPath"];

/**
 * The cookies of the request, in the type that the SDK expects, which allows no missing
 * cookie.
 */
export async function componentCookies() {
  const store = await cookies();
  const accessToken = accessTokenOf((await headers()).get("cookie"));
  return {
    get(name: string): { value: string } {
      if (name === "sAccessToken") return { value: accessToken ?? "" };
      return { value: (wanted.includes(name) && store.get(name)?.value) || "" };
    },
    set: () => undefined,
  };
}
