import type { RequestHandler } from "@sveltejs/kit";
import { handleAuthAPIRequest } from "supertokens-node/custom";
import "../../../lib/server/init.ts";

const respond = handleAuthAPIRequest();

export const fallback: RequestHandler = ({ request }) => respond(request);
