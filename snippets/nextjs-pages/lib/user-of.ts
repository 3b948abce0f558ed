import type { IncomingMessage } from "node:http";
import { parseCookie } from "cookie";
import { verifyAccessToken } from "./verify-jwt";

/**
 * The user of a request as getInitialProps gets it, without the parsed cookies that
 * getServerSideProps has.
 */
export async function userOf(req: IncomingMessage): Promise<string | undefined> {
  const token = parseCookie(req.headers.cookie ?? "").sAccessToken;
  return token && verifyAccessToken(token);
}
