import type { Control } from "../mock-core/src/index.ts";
import type { CoreRequest } from "./core-wire.ts";

/** What a scenario needs of a core: the mock core has it, and so has any core behind `./any-core.ts`. */
export interface ContractCore {
  /** What the web server calls. */
  url: string;
  control: Pick<
    Control,
    "createSession" | "mintAccessToken" | "expire" | "rotateKeys" | "outage" | "recover"
  > & {
    revoke(handle: string): unknown;
    /** What the web server has asked of the core. */
    readonly requests: readonly CoreRequest[];
    clock: Pick<Control["clock"], "advance" | "reset">;
    snapshot(): Promise<unknown>;
    restore(snapshot: unknown): Promise<void>;
  };
}
