import { type NextRequest, NextResponse } from "next/server";
import { convertToRecipeUserId } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { createNewSession } from "supertokens-node/recipe/session";
import "../../lib/init";

/**
 * A placeholder for your own sign-in: it accepts every name. The proxy has checked the
 * origin.
 */
export async function POST(request: NextRequest): Promise<NextResponse> {
  const user = request.nextUrl.searchParams.get("user");
  if (!user) return new NextResponse("Who are you?", { status: 400 });
  return withPreParsedRequestResponse(request, async (req, res) => {
    await createNewSession(req, res, "public", convertToRecipeUserId(user));
    return NextResponse.json({});
  });
}
