import { type NextRequest, NextResponse } from "next/server";
import { convertToRecipeUserId } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { createNewSession } from "supertokens-node/recipe/session";
import "../../lib/init";

/** Stands for your own sign-in: it believes whoever they say they are. */
export function POST(request: NextRequest): Promise<NextResponse> {
  return withPreParsedRequestResponse(request, async (req, res) => {
    const user = request.nextUrl.searchParams.get("user") ?? "";
    await createNewSession(req, res, "public", convertToRecipeUserId(user));
    return NextResponse.json({});
  });
}
