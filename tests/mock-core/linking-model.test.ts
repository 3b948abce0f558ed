import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Control } from "../../mock-core/src/control-types.ts";
import { type Client, newCore } from "./client.ts";

// Random sequences of sign-ups, linking, unlinking, deletion and sessions, against a plain model of users: who belongs to
// whom, and which sessions that ends (AuthRecipe.java).

/** A login method as the model knows it. */
type Method = { id: string; email: string; provider: string; primary: string | null };

type Session = { handle: string; method: string };

type Model = { methods: Method[]; sessions: Session[]; count: number };
type Real = { client: Client; control: Control };

const emails = ["a@x.io", "b@x.io", "c@x.io"];

/** The login methods of the user that an id belongs to. */
function groupOf({ methods }: Model, id: string): Method[] {
  const own = methods.find((method) => method.id === id);
  if (own?.primary === null) return [own];
  const primary = own?.primary ?? id;
  return methods.filter((method) => method.primary === primary);
}

/** The primary user other than `own` that has one of the e-mail addresses. */
const conflict = ({ methods }: Model, addresses: string[], own?: string): string | undefined =>
  methods.find(
    ({ primary, email }) => primary !== null && primary !== own && addresses.includes(email),
  )?.primary ?? undefined;

const endSessions = (model: Model, id: string): void => {
  model.sessions = model.sessions.filter(({ method }) => method !== id);
};

/** What the core says of every user and session must be what the model says. */
async function compare(model: Model, { client }: Real): Promise<void> {
  for (const { id } of model.methods) {
    const group = groupOf(model, id);
    const { body } = await client.get(`/user/id?userId=${id}`);
    const loginMethods = body.user.loginMethods as { recipeUserId: string }[];
    expect({
      id: body.user.id,
      isPrimaryUser: body.user.isPrimaryUser,
      methods: loginMethods.map(({ recipeUserId }) => recipeUserId).sort(),
    }).toEqual({
      id: group[0]?.primary ?? id,
      isPrimaryUser: group[0]?.primary !== null,
      methods: group.map((method) => method.id).sort(),
    });
    const ids = group.map((method) => method.id);
    const listed = await client.get(`/recipe/session/user?userId=${id}`);
    expect([...listed.body.sessionHandles].sort()).toEqual(
      model.sessions
        .filter(({ method }) => ids.includes(method))
        .map(({ handle }) => handle)
        .sort(),
    );
  }
  const users = new Set(model.methods.map(({ id, primary }) => primary ?? id));
  expect((await client.get("/users/count")).body.count).toBe(users.size);
  for (const { handle, method } of model.sessions) {
    const { body } = await client.info(handle);
    const own = model.methods.find(({ id }) => id === method);
    expect(body).toMatchObject({ userId: own?.primary ?? method, recipeUserId: method });
  }
}

abstract class Step implements fc.AsyncCommand<Model, Real> {
  readonly at: number[];
  constructor(...at: number[]) {
    this.at = at;
  }
  check(model: Readonly<Model>): boolean {
    return model.methods.length > 0;
  }
  /** A login method among those there are. */
  method(model: Model, index: number): Method {
    const method = model.methods[(this.at[index] ?? 0) % model.methods.length];
    if (method === undefined) throw new Error("nothing to choose from");
    return method;
  }
  abstract act(model: Model, real: Real): Promise<void>;
  async run(model: Model, real: Real): Promise<void> {
    await this.act(model, real);
    await compare(model, real);
  }
  toString(): string {
    return `${this.constructor.name}(${this.at})`;
  }
}

class SignUp extends Step {
  override check = (): boolean => true;
  async act(model: Model, { client }: Real): Promise<void> {
    const email = emails[(this.at[0] ?? 0) % emails.length] ?? "";
    const provider = `p${++model.count}`;
    const { body } = await client.post("/recipe/signinup", {
      thirdPartyId: provider,
      thirdPartyUserId: provider,
      email: { id: email, isVerified: false },
    });
    expect(body).toMatchObject({ status: "OK", createdNewUser: true });
    model.methods.push({ id: body.user.id, email, provider, primary: null });
  }
}

class MakePrimary extends Step {
  async act(model: Model, { client }: Real): Promise<void> {
    const method = this.method(model, 0);
    const { body } = await client.post("/recipe/accountlinking/user/primary", {
      recipeUserId: method.id,
    });
    if (method.primary === method.id)
      expect(body).toMatchObject({ status: "OK", wasAlreadyAPrimaryUser: true });
    else if (method.primary !== null)
      expect(body).toMatchObject({
        status: "RECIPE_USER_ID_ALREADY_LINKED_WITH_PRIMARY_USER_ID_ERROR",
        primaryUserId: method.primary,
      });
    else if (conflict(model, [method.email]))
      expect(body).toMatchObject({
        status: "ACCOUNT_INFO_ALREADY_ASSOCIATED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR",
        primaryUserId: conflict(model, [method.email]),
      });
    else {
      expect(body).toMatchObject({ status: "OK", wasAlreadyAPrimaryUser: false });
      method.primary = method.id;
    }
  }
}

class Link extends Step {
  async act(model: Model, { client }: Real): Promise<void> {
    const method = this.method(model, 0);
    const target = this.method(model, 1);
    const { body } = await client.post("/recipe/accountlinking/user/link", {
      recipeUserId: method.id,
      primaryUserId: target.id,
    });
    const addresses = [method, ...groupOf(model, target.id)].map(({ email }) => email);
    if (target.primary === null) expect(body.status).toBe("INPUT_USER_IS_NOT_A_PRIMARY_USER");
    else if (method.primary === target.primary)
      expect(body).toMatchObject({ status: "OK", accountsAlreadyLinked: true });
    else if (method.primary !== null)
      expect(body).toMatchObject({
        status: "RECIPE_USER_ID_ALREADY_LINKED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR",
        primaryUserId: method.primary,
      });
    else if (conflict(model, addresses, target.primary))
      expect(body.status).toBe(
        "ACCOUNT_INFO_ALREADY_ASSOCIATED_WITH_ANOTHER_PRIMARY_USER_ID_ERROR",
      );
    else {
      expect(body).toMatchObject({ status: "OK", accountsAlreadyLinked: false });
      method.primary = target.primary;
      endSessions(model, method.id);
    }
  }
}

class Unlink extends Step {
  async act(model: Model, { client }: Real): Promise<void> {
    const method = this.method(model, 0);
    const { body } = await client.post("/recipe/accountlinking/user/unlink", {
      recipeUserId: method.id,
    });
    const isDeleted = method.primary === method.id && groupOf(model, method.id).length > 1;
    expect(body).toMatchObject({
      status: "OK",
      wasLinked: method.primary !== null,
      wasRecipeUserDeleted: isDeleted,
    });
    if (method.primary === null) return;
    endSessions(model, method.id);
    method.primary = null;
    if (isDeleted) model.methods = model.methods.filter((other) => other !== method);
  }
}

class Delete extends Step {
  async act(model: Model, { client }: Real): Promise<void> {
    const method = this.method(model, 0);
    const removeAllLinkedAccounts = (this.at[1] ?? 0) % 2 === 0;
    const group = groupOf(model, method.id);
    await client.post("/user/remove", { userId: method.id, removeAllLinkedAccounts });
    const gone = removeAllLinkedAccounts ? group : [method];
    model.methods = model.methods.filter((other) => !gone.includes(other));
    // The sessions of a primary user's own login method stay, but no user lists them any more.
    for (const { id } of gone) endSessions(model, id);
  }
}

class SignIn extends Step {
  async act(model: Model, { client }: Real): Promise<void> {
    const method = this.method(model, 0);
    const { handle } = await client.create({ userId: method.id });
    model.sessions.push({ handle, method: method.id });
  }
}

class SignOut extends Step {
  async act(model: Model, { client }: Real): Promise<void> {
    const method = this.method(model, 0);
    const revokeSessionsForLinkedAccounts = (this.at[1] ?? 0) % 2 === 0;
    await client.post("/recipe/session/remove", {
      userId: method.id,
      revokeSessionsForLinkedAccounts,
    });
    const ended = revokeSessionsForLinkedAccounts ? groupOf(model, method.id) : [method];
    for (const { id } of ended) endSessions(model, id);
  }
}

let real: Real;
beforeAll(() => {
  real = newCore();
});

test("linked users, by random sequences of calls", { timeout: 120_000 }, async () => {
  const step = (Kind: new (...at: number[]) => Step) =>
    fc.tuple(fc.noBias(fc.nat(11)), fc.noBias(fc.nat(11))).map(([a, b]) => new Kind(a, b));
  const commands = fc.commands(
    [SignUp, SignUp, MakePrimary, Link, Link, Unlink, Delete, SignIn, SignIn, SignOut].map(
      step,
    ),
    { maxCommands: 40, size: "max" },
  );
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      await real.control.reset();
      const model: Model = { methods: [], sessions: [], count: 0 };
      await fc.asyncModelRun(() => ({ model, real }), steps);
    }),
    { numRuns: 150 },
  );
});
