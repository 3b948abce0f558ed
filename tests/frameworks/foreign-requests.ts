/** Ways in which a page on another site could bypass the origin check: by a path, a method or a body. */
const attempts = [
  ["POST", "/login", "{"],
  ["POST", "//login", "{}"],
  ["POST", "/auth/session/refresh", "{}"],
  ["POST", "/AUTH/session/refresh", "{}"],
  ["POST", "//auth/session/refresh", "{}"],
  ["POST", "/auth/session/refresh/", "{}"],
  ["POST", "/auth/%73ession/refresh", "{}"],
  ["POST", "/nothing", "{}"],
  ["PUT", "/api/user", "{}"],
  ["PATCH", "/api/user", "{}"],
  ["DELETE", "/api/user", ""],
] as const;

/** Sends each of them; gives those that the server at `url` did not refuse as it refuses every one. */
export async function sendForeign(url: string): Promise<string[]> {
  const passed: string[] = [];
  for (const [method, path, body] of attempts) {
    const response = await fetch(url + path, {
      method,
      headers: {
        "content-type": "application/json",
        "sec-fetch-site": "cross-site",
        origin: "https://evil.example",
      },
      ...(body && { body }),
    });
    const refused =
      response.status === 403 &&
      response.headers.get("cache-control") === "private, no-store" &&
      response.headers.getSetCookie().length === 0;
    if (!refused) passed.push(`${method} ${path}: ${response.status}`);
  }
  return passed;
}
