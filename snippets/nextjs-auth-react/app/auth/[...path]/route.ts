import { getAppDirRequestHandler } from "supertokens-node/nextjs";
import "../../../lib/init";

const handle = getAppDirRequestHandler();

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
