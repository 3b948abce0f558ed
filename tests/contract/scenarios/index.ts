import type { Scenario } from "../../../contract/scenario.ts";
import { crossSite } from "./cross-site.ts";
import { optionalSession } from "./optional-session.ts";
import { protectApi } from "./protect-api.ts";
import { refreshScenarios, signOut } from "./refresh.ts";
import { requireClaim } from "./require-claim.ts";
import { signIn } from "./sign-in.ts";
import { verifyJwt } from "./verify-jwt.ts";
import { verifySession } from "./verify-session.ts";

/** Every scenario of the contract. Each runs against every framework that has its capability. */
export const scenarios: readonly Scenario[] = [
  ...verifySession,
  ...verifyJwt,
  ...optionalSession,
  ...requireClaim,
  ...protectApi,
  ...signIn,
  ...crossSite,
  ...refreshScenarios,
  ...signOut,
];
