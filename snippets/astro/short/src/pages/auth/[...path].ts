import type { APIRoute } from "astro";
import { handleAuthAPIRequest } from "supertokens-node/custom";
import "../../lib/init.ts";

const respond = handleAuthAPIRequest();

export const ALL: APIRoute = ({ request }) => respond(request);
