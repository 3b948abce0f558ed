import type { Config } from "@netlify/functions";
import { handleAuthAPIRequest } from "supertokens-node/custom";
import "../init.ts";

export default handleAuthAPIRequest();

export const config: Config = { path: "/auth/*" };
