import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Control } from "../../mock-core/src/control-types.ts";
import { type Client, newCore } from "./client.ts";

// Random sequences of operations on several sessions, against a plain model of the core's state machine of refresh
// tokens (Session.java). The model knows tokens by number and has no hashes.

/** A pair of tokens as the model knows it: its number, its parent's (null for the first), and the texts. */
type Pair = {
  number: number;
  parent: number | null;
  refreshToken: string;
  /** The access token that came with it, and whether it still names its parent. */
  accessToken: string;
};

/** A session as the model knows it. */
type Session = {
  handle: string;
  current: number;
  alive: boolean;
  expiry: number;
  pairs: Pair[];
};

type Model = { now: number; sessions: Session[]; lastNumber: number };
type Real = { client: Client; control: Control };

const refreshValidity = 8_640_000_000;
const accessValidity = 3_600_000;

class Create implements fc.AsyncCommand<Model, Real> {
  check = (): boolean => true;
  async run(model: Model, { client }: Real): Promise<void> {
    const { handle, A, R } = await client.create({ userId: "u1" });
    const number = ++model.lastNumber;
    model.sessions.push({
      handle,
      current: number,
      alive: true,
      expiry: model.now + refreshValidity,
      pairs: [{ number, parent: null, refreshToken: R, accessToken: A }],
    });
  }
  toString = (): string => "create";
}

/** A command on one token of one session, both chosen among those there are. */
abstract class OnPair implements fc.AsyncCommand<Model, Real> {
  readonly session: number;
  readonly pair: number;
  constructor(session: number, pair: number) {
    this.session = session;
    this.pair = pair;
  }
  check(model: Readonly<Model>): boolean {
    return model.sessions.length > 0;
  }
  choose(model: Model): { session: Session; pair: Pair } {
    const session = model.sessions[this.session % model.sessions.length];
    const pair = session?.pairs[this.pair % session.pairs.length];
    if (session === undefined || pair === undefined) throw new Error("nothing to choose from");
    return { session, pair };
  }
  abstract run(model: Model, real: Real): Promise<void>;
  toString(): string {
    return `${this.constructor.name}(${this.session}, ${this.pair})`;
  }
}

function expectedRefresh(model: Model, session: Session, pair: Pair): string {
  if (!session.alive || session.expiry < model.now) return "UNAUTHORISED";
  if (pair.number === session.current || pair.parent === session.current) return "OK";
  return "TOKEN_THEFT_DETECTED";
}

/** Makes a pair the current one, as its first use does. */
function promote(model: Model, session: Session, pair: Pair): void {
  session.current = pair.number;
  session.expiry = model.now + refreshValidity;
}

class Refresh extends OnPair {
  async run(model: Model, { client }: Real): Promise<void> {
    const { session, pair } = this.choose(model);
    const reply = await client.refresh(pair.refreshToken);
    const expected = expectedRefresh(model, session, pair);
    expect(reply.body.status).toBe(expected);
    if (expected !== "OK") return;
    if (pair.number !== session.current) promote(model, session, pair);
    session.pairs.push({
      number: ++model.lastNumber,
      parent: pair.number,
      refreshToken: reply.R,
      accessToken: reply.A,
    });
  }
}

/** The status of a verification, and whether it gives a new token. */
function expectedVerify(session: Session, pair: Pair, checkDatabase: boolean) {
  if (checkDatabase && !session.alive)
    return { status: "UNAUTHORISED", promotes: false, mints: false };
  if (pair.parent === null) return { status: "OK", promotes: false, mints: false };
  if (!session.alive) return { status: "UNAUTHORISED", promotes: false, mints: false };
  const promotes = pair.parent === session.current;
  return { status: "OK", promotes, mints: promotes || pair.number === session.current };
}

class Verify extends OnPair {
  readonly checkDatabase: boolean;
  constructor(session: number, pair: number, checkDatabase: boolean) {
    super(session, pair);
    this.checkDatabase = checkDatabase;
  }
  async run(model: Model, { client, control }: Real): Promise<void> {
    const { session, pair } = this.choose(model);
    const { exp } = JSON.parse(
      Buffer.from(pair.accessToken.split(".")[1] ?? "", "base64url").toString(),
    );
    const reply = await client.verify(pair.accessToken, { checkDatabase: this.checkDatabase });
    if (exp * 1000 < control.clock.now()) {
      expect(reply.body.status).toBe("TRY_REFRESH_TOKEN");
      return;
    }
    const expected = expectedVerify(session, pair, this.checkDatabase);
    expect([reply.body.status, reply.A !== undefined]).toEqual([
      expected.status,
      expected.mints,
    ]);
    if (expected.promotes) promote(model, session, pair);
    // The new token belongs to the same refresh token, but needs no promotion any more.
    if (expected.mints) {
      const again = await client.verify(reply.A);
      expect([again.body.status, again.A]).toEqual(["OK", undefined]);
    }
  }
}

class Remove extends OnPair {
  async run(model: Model, { client }: Real): Promise<void> {
    const { session } = this.choose(model);
    const { body } = await client.remove(session.handle);
    expect(body.sessionHandlesRevoked).toEqual(session.alive ? [session.handle] : []);
    session.alive = false;
  }
}

/** Two refreshes at once: the outcome is that of one of the two orders. */
class RefreshTwice extends OnPair {
  readonly other: number;
  constructor(session: number, pair: number, other: number) {
    super(session, pair);
    this.other = other;
  }
  async run(model: Model, { client }: Real): Promise<void> {
    const { session, pair: first } = this.choose(model);
    const second = session.pairs[this.other % session.pairs.length] ?? first;
    const replies = await Promise.all([
      client.refresh(first.refreshToken),
      client.refresh(second.refreshToken),
    ]);
    const outcome = replies.map(({ body }) => body.status);
    const inOrder = (order: [Pair, Pair]) => {
      const trial = { ...session };
      const statuses = new Map<Pair, string[]>();
      for (const pair of order) {
        const status = expectedRefresh(model, trial, pair);
        if (status === "OK" && pair.number !== trial.current) promote(model, trial, pair);
        statuses.set(pair, [...(statuses.get(pair) ?? []), status]);
      }
      const take = (pair: Pair) => statuses.get(pair)?.shift();
      return { trial, statuses: [take(first), take(second)] };
    };
    const orders = [inOrder([first, second]), inOrder([second, first])];
    const happened = orders.find(({ statuses }) => `${statuses}` === `${outcome}`);
    expect(
      happened,
      `${outcome} is neither of ${orders.map(({ statuses }) => statuses)}`,
    ).toBeDefined();
    Object.assign(session, happened?.trial);
    for (const [index, pair] of [first, second].entries()) {
      const reply = replies[index];
      if (reply?.body.status !== "OK") continue;
      session.pairs.push({
        number: ++model.lastNumber,
        parent: pair.number,
        refreshToken: reply.R,
        accessToken: reply.A,
      });
    }
  }
}

/** A refresh, a verification and a removal at once: none brings the session back, and all get a response. */
class Race extends OnPair {
  async run(model: Model, { client }: Real): Promise<void> {
    const { session, pair } = this.choose(model);
    const wasAlive = session.alive;
    const [refreshed, verified, removed] = await Promise.all([
      client.refresh(pair.refreshToken),
      client.verify(pair.accessToken),
      client.remove(session.handle),
    ]);
    expect(["OK", "UNAUTHORISED", "TOKEN_THEFT_DETECTED"]).toContain(refreshed.body.status);
    expect(["OK", "UNAUTHORISED", "TRY_REFRESH_TOKEN"]).toContain(verified.body.status);
    expect(removed.body.sessionHandlesRevoked).toEqual(wasAlive ? [session.handle] : []);
    session.alive = false;
    expect((await client.refresh(pair.refreshToken)).body.status).toBe("UNAUTHORISED");
  }
}

class Advance implements fc.AsyncCommand<Model, Real> {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  check = (): boolean => true;
  async run(model: Model, { control }: Real): Promise<void> {
    control.clock.advance(this.ms);
    model.now += this.ms;
  }
  toString = (): string => `advance(${this.ms})`;
}

/** The sessions of the user are those that the model has alive. */
class List implements fc.AsyncCommand<Model, Real> {
  check = (): boolean => true;
  async run(model: Model, { client }: Real): Promise<void> {
    const { body } = await client.get("/recipe/session/user?userId=u1");
    const alive = model.sessions.filter(({ alive, expiry }) => alive && expiry >= model.now);
    expect(new Set(body.sessionHandles)).toEqual(new Set(alive.map(({ handle }) => handle)));
    expect(body.sessionHandles).toHaveLength(alive.length);
  }
  toString = (): string => "list";
}

let real: Real;
beforeAll(() => {
  real = newCore();
});

test("any sequence of operations gives the responses of the model", async () => {
  const index = fc.nat({ max: 20 });
  const commands = [
    fc.constant(new Create()),
    fc.tuple(index, index).map(([session, pair]) => new Refresh(session, pair)),
    fc.tuple(index, index).map(([session, pair]) => new Refresh(session, pair)),
    fc.tuple(index, index, fc.boolean()).map((all) => new Verify(...all)),
    fc.tuple(index, index, fc.boolean()).map((all) => new Verify(...all)),
    fc.tuple(index, index, index).map((all) => new RefreshTwice(...all)),
    fc.tuple(index, index).map(([session, pair]) => new Remove(session, pair)),
    fc.tuple(index, index).map(([session, pair]) => new Race(session, pair)),
    fc
      .constantFrom(1, 1000, accessValidity, accessValidity + 1, refreshValidity)
      .map((ms) => new Advance(ms)),
    fc.constant(new List()),
  ];
  const start = 1_800_000_000_000;
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 40 }), async (sequence) => {
      await real.control.reset();
      real.control.clock.set(start);
      const model: Model = { now: start, sessions: [], lastNumber: 0 };
      await fc.asyncModelRun(() => ({ model, real }), [new Create(), ...sequence]);
    }),
    { numRuns: 150, endOnFailure: false },
  );
});
