import type { NextApiHandler } from "next";
import { noStore } from "./no-store";

/** Around every API route: nothing is cached, and the response to an error is JSON. */
export function apiRoute(handler: NextApiHandler): NextApiHandler {
  return async (req, res) => {
    noStore(res);
    // superTokensNextWrapper never settles where the SDK has sent the response. A serverless
    // platform, which waits for the route, would wait until its time limit.
    const closed = new Promise<void>((resolve) => res.once("close", resolve));
    try {
      await Promise.race([handler(req, res), closed]);
    } catch (error) {
      console.error(error);
      if (!res.headersSent) res.status(500).json({ message: "internal error" });
    }
  };
}
