import { type NextRequest, NextResponse } from "next/server";
import { Error as SuperTokensError } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { getSession } from "supertokens-node/recipe/session";
import "./lib/init";

/** The pages that need a session. */
export const config = { matcher: ["/dashboard"] };

/** Verifies before a page is rendered: a component can set neither a cookie nor a header. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const response = await withPreParsedRequestResponse(request, async (req, res) => {
    try {
      // A page load carries no anti-CSRF header.
      await getSession(req, res, { antiCsrfCheck: false });
      return NextResponse.next();
    } catch (error) {
      const type = SuperTokensError.isErrorFromSuperTokens(error) && error.type;
      if (type !== "TRY_REFRESH_TOKEN" && type !== "UNAUTHORISED") throw error;
      return redirectToRefresh(request);
    }
  });
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("Vary", "Cookie");
  return response;
}

function redirectToRefresh({ nextUrl }: NextRequest): NextResponse {
  // Next.js has re-encoded the query string, with a "+" for a space.
  const redirectBack = nextUrl.pathname + nextUrl.search.replaceAll("+", "%20");
  const query = new URLSearchParams({ redirectBack });
  return NextResponse.redirect(new URL(`/refresh-session?${query}`, nextUrl), 302);
}
