import { type NextRequest, NextResponse } from "next/server";
import { convertToRecipeUserId } from "supertokens-node";
import { withPreParsedRequestResponse } from "supertokens-node/nextjs";
import { createNewSession } from "supertokens-node/recipe/session";
import { errorJson, errorPage } from "../../lib/error-page";
import "../../lib/init";
import { noStore } from "../../lib/no-store";
import { safeRedirectBack } from "../../lib/redirect-back";
import { sdkRequest } from "../../lib/sdk-request";
import { setRoles } from "../../lib/users";

export async function POST(asSent: NextRequest): Promise<NextResponse> {
  const request = sdkRequest(asSent);
  try {
    return noStore(await signIn(request));
  } catch (error) {
    return noStore(wantsJson(request) ? errorJson(error) : errorPage(error));
  }
}

/**
 * A placeholder for your own sign-in: it accepts every name. The proxy has checked the
 * origin.
 */
async function signIn(request: NextRequest): Promise<NextResponse> {
  // Throws for a body that is not a form.
  const form = await request.formData().catch(() => new FormData());
  const [user, role] = [form.get("user"), form.get("role")];
  if (typeof user !== "string" || !user) {
    return new NextResponse("Who are you?", { status: 400 });
  }
  setRoles(user, typeof role === "string" && role ? [role] : []);

  return withPreParsedRequestResponse(request, async (req, res) => {
    await createNewSession(req, res, "public", convertToRecipeUserId(user));

    const redirectBack = safeRedirectBack(request.nextUrl.searchParams.get("redirectBack"));
    return wantsJson(request)
      ? NextResponse.json({ redirectBack })
      : new NextResponse(null, { status: 303, headers: { Location: redirectBack } });
  });
}

/**
 * The front end requests JSON: its SDK needs the headers of the response, and fetch hides those
 * of a redirect.
 */
function wantsJson({ headers }: NextRequest): boolean {
  return headers.get("accept")?.includes("application/json") ?? false;
}
