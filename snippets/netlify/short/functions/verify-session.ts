import type { Config } from "@netlify/functions";
import "../init.ts";
import { withPageSession } from "../page-session.ts";

export default (request: Request) =>
  withPageSession(
    request,
    async (session) => new Response(`Signed in as ${session.getUserId()}`),
  );

export const config: Config = { path: "/dashboard" };
