import { type NextRequest, NextResponse } from "next/server";
import { withSession } from "../../../lib/ssr-session";

export function GET(request: NextRequest): Promise<NextResponse> {
  return withSession(request, async (session) =>
    NextResponse.json({ userId: session?.getUserId() }),
  );
}
