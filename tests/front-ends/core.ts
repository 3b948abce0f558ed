import { setTimeout as sleep } from "node:timers/promises";
import type { CoreRequest } from "../../contract/core-wire.ts";
import { type Control, startMockCore } from "../../mock-core/src/index.ts";
import { type AnyCore, CoreError, openCore, patience, tooLong } from "../support/any-core.ts";

/** What the scenarios of a front end need of a core: the mock core has it, and so has any core behind a proxy. */
export interface FrontEndCore {
  /** What the web server calls. */
  url: string;
  control: Pick<Control, "createSession" | "expire" | "outage" | "recover"> & {
    createUser(user: { email: string; password: string }): Promise<string>;
    /** Revokes all sessions of a user; gives their handles. */
    revokeUser(userId: string): string[] | Promise<string[]>;
    /** The web server's calls. */
    readonly requests: readonly CoreRequest[];
    clock: Pick<Control["clock"], "advance" | "reset">;
  };
  close(): Promise<void>;
}

/** Set by scripts/versions/front-end.ts: the URL of a core that is not ours, and its key. */
export const otherCore = process.env.FRONT_END_CORE;
const otherCoreKey = process.env.FRONT_END_CORE_KEY || undefined;

/** What the core cannot do; the message says what it would need. */
export class LeftOut extends Error {}

/** How long the access tokens of another core live, in seconds: a scenario has to end before, and waits for it where one expires. */
const validity = 12;
/** `version` of supertokens-node, which the Express sandbox uses. */
const cdi = "5.4";

/** The mock core, or what FRONT_END_CORE names. @throws CoreError where that cannot be used */
export async function startCore(apiKey: string): Promise<FrontEndCore> {
  if (!otherCore) return startMockCore({ apiKeys: [apiKey] });
  const core = await openCore(otherCore, otherCoreKey, cdi, validity);
  return { ...core, control: { ...core.control, expire: (token) => expired(token, core) } };
}

/** The same token, once its lifetime is over. */
async function expired(token: string, { lifetime }: AnyCore): Promise<string> {
  if (lifetime > patience) throw new LeftOut(tooLong);
  const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  if (typeof payload.exp !== "number") throw new CoreError("The access token has no exp");
  await sleep(payload.exp * 1000 - Date.now() + 1000);
  return token;
}
