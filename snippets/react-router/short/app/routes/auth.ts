import type { LoaderFunctionArgs } from "react-router";
import { handleAuthAPIRequest } from "supertokens-node/custom";

/** The SDK's own API. The middleware of the root route has imported your call of init. */
const handle = ({ request }: LoaderFunctionArgs) => handleAuthAPIRequest()(request);

export { handle as action, handle as loader };
