import { accountLinking } from "./account-linking-api.ts";
import { coreItself } from "./core-api.ts";
import { createUser } from "./create-user.ts";
import { dashboard } from "./dashboard-api.ts";
import { emailPassword } from "./email-password-api.ts";
import { emailVerification } from "./email-verification-api.ts";
import type { Parts } from "./engine.ts";
import { jwt } from "./jwt-api.ts";
import { multitenancy } from "./multitenancy-api.ts";
import { passwordless } from "./passwordless-api.ts";
import { session } from "./session-api.ts";
import { thirdParty } from "./third-party-api.ts";
import { totp } from "./totp-api.ts";
import { users } from "./user-api.ts";
import { userIdMapping } from "./user-id-mapping-api.ts";
import { userMetadata } from "./user-metadata-api.ts";
import { userRoles } from "./user-roles-api.ts";

/** Everything that the mock core has. */
export const everything: Parts = {
  // In the order in which the core looks for a user id that is in use (UserIdMapping.java).
  recipes: [
    coreItself,
    session,
    jwt,
    users,
    userMetadata,
    userRoles,
    emailPassword,
    emailVerification,
    totp,
    thirdParty,
    passwordless,
    accountLinking,
    userIdMapping,
    multitenancy,
    dashboard,
  ],
  createUser,
};
