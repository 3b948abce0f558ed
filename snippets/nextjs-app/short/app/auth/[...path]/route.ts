import { getAppDirRequestHandler } from "supertokens-node/nextjs";
import "../../../lib/init";

const respond = getAppDirRequestHandler();

export { respond as DELETE, respond as GET, respond as PATCH, respond as POST, respond as PUT };
