import type { NextApiHandler } from "next";
import { noStore } from "./no-store";

/** Around every API route: nothing is cached, and an error is answered as JSON. */
export function apiRoute(handler: NextApiHandler): NextApiHandler {
  return async (req, res) => {
    noStore(res);
    // superTokensNextWrapper never settles where the SDK has answered by itself. What waits
    // for the route, a serverless platform for one, would wait for nothing.
    const answered = new Promise<void>((resolve) => res.once("close", resolve));
    try {
      await Promise.race([handler(req, res), answered]);
    } catch (error) {
      console.error(error);
      if (!res.headersSent) res.status(500).json({ message: "internal error" });
    }
  };
}
