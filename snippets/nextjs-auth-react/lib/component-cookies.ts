import { cookies } from "next/headers";

/** The cookies of the request, in the type that the SDK asks for: it has no missing cookie. */
export async function componentCookies() {
  const store = await cookies();
  return {
    get: (name: string) => ({ value: store.get(name)?.value ?? "" }),
    set: () => undefined,
  };
}
