import { defineEventHandler, toWebRequest } from "h3";
import { handleAuthAPIRequest } from "supertokens-node/custom";

export default defineEventHandler((event) => handleAuthAPIRequest()(toWebRequest(event)));
