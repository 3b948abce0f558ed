import type { Scenario } from "../scenario.ts";
import { errorPageWithoutKeys, requiresSession } from "./every-page.ts";

const capability = "require-claim";
const path = "/admin";

export const requireClaim: Scenario[] = [
  ...requiresSession({ id: "claim", path, capability, roles: ["admin"] }),
  {
    id: "claim-missing",
    title: "A session without the claim is answered 403, and is not refreshed",
    capability,
    session: {},
    steps: [{ path, accessToken: "valid", expect: { status: 403, body: ["Not allowed"] } }],
  },
  {
    id: "claim-global",
    title: "A global validator that fails is answered 403 too",
    capability,
    session: { roles: ["admin", "suspended"] },
    steps: [{ path, accessToken: "valid", expect: { status: 403, body: ["Not allowed"] } }],
  },
  {
    id: "claim-missing-after-refresh",
    title:
      "On a 403 the SDK does not send the new access token: every such page calls the core",
    capability,
    session: {},
    steps: [
      { do: "refresh the session elsewhere" },
      ...Array.from({ length: 2 }, () => ({
        path,
        jar: true,
        expect: {
          status: 403,
          body: ["Not allowed"],
          core: ["POST /recipe/session/verify"],
        },
      })),
    ],
  },
  {
    id: "claim-core-down-cold",
    title:
      "A server that starts while the core is down cannot verify anything, and does not loop",
    capability,
    cold: true,
    session: { roles: ["admin"] },
    steps: [
      { do: "core goes down" },
      {
        path,
        accessToken: "valid",
        expect: { status: 302, refreshThen: path, differs: { go: errorPageWithoutKeys } },
      },
    ],
  },
];
