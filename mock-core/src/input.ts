import { atLeast } from "./cdi.ts";
import { isObject, type JsonObject, refuse } from "./http.ts";

// The core's field parsers with their quirks (contract section 1.6, InputParser.java).

/** Reads one member of a body or a query; throws 400 when it is missing or of another type. */
export type Field<T> = (input: JsonObject, name: string, cdi?: string) => T;

/** The members that a call reads, and what it has then. */
export type Shape = Record<string, Field<unknown>>;
export type Values<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> };

/** Reads members in the order of the shape, which is the order in which the core complains. */
export function read<S extends Shape>(input: JsonObject, shape: S, cdi: string): Values<S> {
  const values = Object.entries(shape).map(([name, field]) => [name, field(input, name, cdi)]);
  return Object.fromEntries(values);
}

/** Parses a request body that must be a JSON object; throws 400 otherwise. */
export function parseObject(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    if (isObject(value)) return value;
  } catch {
    // answered below
  }
  return refuse(400, "Invalid Json Input");
}

/** The value itself, or the only element of an array of one: gson reads both alike. */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? single(value[0]) : value;
}

const field =
  <T>(parse: (value: unknown) => T | undefined): Field<T> =>
  (input, name) => {
    const value = Object.hasOwn(input, name) ? parse(input[name]) : undefined;
    return value ?? refuse(400, `Field name '${name}' is invalid in JSON input`);
  };

const asString = (value: unknown): string | undefined => {
  const only = single(value);
  return typeof only === "string" ? only : undefined;
};

/** A string, or an array of one; numbers, booleans and null are refused. */
export const string = field(asString);

/** A boolean. A number reads as false, as gson has it; anything with a string in it is refused. */
export const boolean = field((value) => {
  const only = single(value);
  if (typeof only === "number") return false;
  return typeof only === "boolean" ? only : undefined;
});

/** An object; null and arrays are refused. */
export const object = field((value) => (isObject(value) ? value : undefined));

/** A whole number, or a string that holds one; a fraction is cut off, as gson does. */
export const long = field((value) => {
  const only = single(value);
  const number = typeof only === "string" && /^-?\d+$/.test(only) ? Number(only) : only;
  return typeof number === "number" ? Math.trunc(number) : undefined;
});

/** An array of strings; a wrong element is reported under the name of the array. */
export const strings = field((value) => {
  if (!Array.isArray(value)) return undefined;
  const all = value.map(asString).filter((element) => element !== undefined);
  return all.length === value.length ? all : undefined;
});

/** A query parameter that must be there. */
export const parameter: Field<string> = (query, name) =>
  Object.hasOwn(query, name)
    ? String(query[name])
    : refuse(400, `Field name '${name}' is missing in GET request`);

/** A query flag: absent is `fallback`, anything but "true" (in any case) is false. */
export const flag =
  (fallback: boolean): Field<boolean> =>
  (query, name) =>
    Object.hasOwn(query, name) ? String(query[name]).toLowerCase() === "true" : fallback;

/** A string trimmed; throws 400 when nothing is left. */
export const trimmed =
  (inner: Field<string>): Field<string> =>
  (input, name) =>
    inner(input, name).trim() || refuse(400, `Field name '${name}' cannot be an empty String`);

/** A member that may be missing; null is not the same as missing. */
export const optional =
  <T>(inner: Field<T>): Field<T | undefined> =>
  (input, name, cdi) =>
    Object.hasOwn(input, name) ? inner(input, name, cdi) : undefined;

/** A member as it is from a CDI version on; before that another one, or one that is not looked at. */
export const since =
  <T>(
    version: string,
    inner: Field<T>,
    before: Field<T | undefined> = () => undefined,
  ): Field<T | undefined> =>
  (input, name, cdi = version) =>
    (atLeast(cdi, version) ? inner : before)(input, name, cdi);
