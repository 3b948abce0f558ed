import { isObject, isTooDeep, type JsonObject, maxDepth } from "./http.ts";

// Checks of values from outside: the arguments of the control API, and snapshots. Each gives the value back, or throws an
// Error of one line that says where it is and what it must be.

export type Check<T> = (value: unknown, at: string) => T;

const must =
  <T>(what: string, fits: (value: unknown) => boolean): Check<T> =>
  (value, at) => {
    if (!fits(value)) throw new Error(`${at} must be ${what}`);
    return value as T;
  };

export const aString = must<string>("a string", (value) => typeof value === "string");

export const aBoolean = must<boolean>("true or false", (value) => typeof value === "boolean");

export const aNumber = must<number>("a number", Number.isFinite);

export const anInteger = (min: number, max: number) =>
  must<number>(
    `an integer from ${min} to ${max}`,
    (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  );

export const oneOf = <T>(...values: T[]) =>
  must<T>(`one of ${values.join(", ")}`, (value) => values.includes(value as T));

export const anObject = must<JsonObject>(
  `a JSON object of at most ${maxDepth} levels`,
  (value) => isObject(value) && !isTooDeep(value, maxDepth),
);

export const aMatch = (pattern: RegExp) =>
  must<string>(
    `a string like ${pattern.source}`,
    (value) => typeof value === "string" && pattern.test(value),
  );

export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value, at) =>
    value === null ? null : check(value, at);

export const maybe =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value, at) =>
    value === undefined ? undefined : check(value, at);

const aList = must<unknown[]>("a list", Array.isArray);

export const listOf =
  <T>(check: Check<T>): Check<T[]> =>
  (value, at) =>
    aList(value, at).map((element, index) => check(element, `${at}[${index}]`));

export const pairOf =
  <A, B>(first: Check<A>, second: Check<B>): Check<[A, B]> =>
  (value, at) => {
    const [a, b, ...more] = aList(value, at);
    if (more.length) throw new Error(`${at} must be a list of two`);
    return [first(a, `${at}[0]`), second(b, `${at}[1]`)];
  };

/** An object with these members and no others. */
export const record =
  <T>(members: { [name in keyof T]-?: Check<T[name]> }): Check<T> =>
  (value, at) => {
    const place = at || "the value";
    if (!isObject(value)) throw new Error(`${place} must be a JSON object`);
    const names = Object.keys(members);
    const unknown = Object.keys(value).find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new Error(
        `${place} has an unknown member ${unknown}; allowed: ${names.join(", ")}`,
      );
    for (const [name, check] of Object.entries<Check<unknown>>(members))
      check(Object.hasOwn(value, name) ? value[name] : undefined, at ? `${at}.${name}` : name);
    return value as T;
  };
