import { type NextRequest, NextResponse } from "next/server";
import { convertToRecipeUserId } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { createNewSession } from "supertokens-node/recipe/session";
import "../../lib/init";

/** Stands for your own sign-in: it believes whoever they say they are. */
export async function POST(request: NextRequest): Promise<NextResponse> {
  // A form on a foreign site could sign the visitor in as somebody else.
  if (request.headers.get("sec-fetch-site") === "cross-site") {
    return new NextResponse("Forbidden", { status: 403 });
  }
  return withPreParsedRequestResponse(request, async (req, res) => {
    const user = request.nextUrl.searchParams.get("user") ?? "";
    await createNewSession(req, res, "public", convertToRecipeUserId(user));
    return NextResponse.json({});
  });
}
