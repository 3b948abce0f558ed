import { atLeast } from "./cdi.ts";
import { isObject, type JsonObject, parseJson, refuse } from "./http.ts";

// The core's field parsers with their quirks (InputParser.java).

export type Field<T> = (input: JsonObject, name: string, cdi?: string) => T;

export type Shape = Record<string, Field<unknown>>;
export type Values<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> };

export function read<S extends Shape>(input: JsonObject, shape: S, cdi: string): Values<S> {
  const values = Object.entries(shape).map(([name, field]) => [name, field(input, name, cdi)]);
  return Object.fromEntries(values);
}

export function parseObject(body: string) {
  try {
    const value = parseJson(body);
    if (isObject(value)) return value;
  } catch (error) {
    if (error instanceof RangeError) refuse(400, error.message);
  }
  return refuse(400, "Invalid Json Input");
}

/** gson reads an array of one as its element. */
const single = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? single(value[0]) : value;

const field =
  <T>(parse: (value: unknown) => T | undefined): Field<T> =>
  (input, name) => {
    const value = Object.hasOwn(input, name) ? parse(input[name]) : undefined;
    return value ?? refuse(400, `Field name '${name}' is invalid in JSON input`);
  };

const scalar = <T>(parse: (value: unknown) => T | undefined) =>
  field((value) => parse(single(value)));

const asString = (value: unknown) => (typeof value === "string" ? value : undefined);

/** Numbers, booleans and null are refused. */
export const string = scalar(asString);

/** A number reads as false, as gson has it; a string is refused. */
export const boolean = scalar((value) => {
  if (typeof value === "number") return false;
  return typeof value === "boolean" ? value : undefined;
});

export const object = field((value) => (isObject(value) ? value : undefined));

/** A number or a string that holds one; a fraction is cut off, as gson does. */
export const long = scalar((value) => {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" ? Math.trunc(number) : undefined;
});

/** As `long`, in 32 bits. */
export const int: Field<number> = (input, name) => {
  const value = long(input, name);
  return value === (value | 0)
    ? value
    : refuse(400, `Field name '${name}' is invalid in JSON input`);
};

export const strings = field((value) => {
  const all = Array.isArray(value) ? value.map((each) => asString(single(each))) : [undefined];
  return all.every((element) => element !== undefined) ? all : undefined;
});

export const parameter: Field<string> = (query, name) =>
  Object.hasOwn(query, name)
    ? String(query[name])
    : refuse(400, `Field name '${name}' is missing in GET request`);

/** A query flag: anything but "true" (in any case) is false. */
export const flag =
  (fallback: boolean): Field<boolean> =>
  (query, name) =>
    Object.hasOwn(query, name) ? String(query[name]).toLowerCase() === "true" : fallback;

export const trimmed =
  (inner: Field<string>): Field<string> =>
  (input, name) =>
    inner(input, name).trim() || refuse(400, `Field name '${name}' cannot be an empty String`);

/** Null is not the same as missing. */
export const optional =
  <T>(inner: Field<T>): Field<T | undefined> =>
  (input, name, cdi) =>
    Object.hasOwn(input, name) ? inner(input, name, cdi) : undefined;

/** What is read from a CDI version on, and what before. */
export const since =
  <T>(version: string, inner: Field<T>, before: Field<T | undefined> = () => undefined) =>
  (input: JsonObject, name: string, cdi = version) =>
    (atLeast(cdi, version) ? inner : before)(input, name, cdi);
