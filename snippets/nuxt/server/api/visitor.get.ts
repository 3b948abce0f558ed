import { defineEventHandler, getQuery } from "h3";
import { checkOf } from "../lib/check-of.ts";
import { errorPage } from "../lib/error-page.ts";
import type { Visitor } from "../lib/visitor.ts";

/**
 * For client navigation: verifies a visitor as the page of a route does. It returns what the
 * page would know about the visitor.
 */
export default defineEventHandler(async (event) => {
  try {
    const refused = await checkOf(String(getQuery(event).route))?.(event);
    if (refused) return refused;
  } catch (error) {
    return errorPage(error, event);
  }
  const visitor: Visitor | undefined = event.context.visitor;
  return Response.json({ visitor });
});
