import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "yaml";
import { corrections, type Document, type Operation } from "./openapi-corrections.ts";

const { default: ResponseValidator } = createRequire(import.meta.url)(
  "openapi-response-validator",
) as typeof import("openapi-response-validator");

const file = new URL("cdi-5.2-subset.yaml", import.meta.url);

/** The CDI file as it is. */
export const readDocument = (): Document => parse(readFileSync(file, "utf8"));

/** A response to be checked: the path without app and tenant. */
export type CheckedResponse = { method: string; path: string; status: number; body: unknown };

/**
 * Gives what a document finds wrong with a response: undefined when nothing, "unknown" for an endpoint that is not in
 * it, else the complaints.
 */
export function checkerOf(
  document: Document,
): (response: CheckedResponse) => string | undefined {
  const operations = new Map<string, Operation>();
  for (const [template, methods] of Object.entries(document.paths)) {
    const path = template.replace(/^\/appid-\{appId\}/, "").replace(/^\/\{tenantId\}/, "");
    for (const [method, operation] of Object.entries(methods))
      if (operation.responses) operations.set(`${method.toUpperCase()} ${path}`, operation);
  }
  const validators = new Map<string, InstanceType<typeof ResponseValidator>>();
  return ({ method, path, status, body }) => {
    const key = `${method} ${path}`;
    const operation = operations.get(key);
    if (operation === undefined) return "unknown";
    let validator = validators.get(key);
    if (validator === undefined) {
      const responses = Object.fromEntries(
        Object.entries(operation.responses).map(([code, response]) => [
          code,
          response.$ref
            ? document.components.responses[response.$ref.split("/")[3] ?? ""]
            : response,
        ]),
      );
      validator = new ResponseValidator({
        responses: responses as never,
        components: document.components as never,
      });
      validators.set(key, validator);
    }
    const fault = validator.validateResponse(String(status), structuredClone(body));
    return fault && `${fault.message} ${JSON.stringify(fault.errors)}`;
  };
}

/** The document with what it gets wrong put right. */
export function correctedDocument(): Document {
  const document = readDocument();
  for (const correction of corrections) correction.apply(document);
  return document;
}

/** The recipes that the CDI file of 5.2 is not needed for, from that of 5.3. */
const recipes: Document = parse(
  readFileSync(new URL("cdi-5.3-recipes.yaml", import.meta.url), "utf8"),
);

const checks = [checkerOf(correctedDocument()), checkerOf(recipes)];

/** What either document finds wrong; "unknown" for an endpoint that is in neither. */
export function checkResponse(response: CheckedResponse): string | undefined {
  for (const check of checks) {
    const fault = check(response);
    if (fault !== "unknown") return fault;
  }
  return "unknown";
}
