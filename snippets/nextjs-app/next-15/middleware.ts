// Next.js 15 knows proxy.ts as middleware.ts. It runs it on the Edge runtime, which
// supertokens-node does not support, unless `runtime` says otherwise: from 15.5 on.
export { proxy as middleware } from "./proxy";

// Next.js reads this without running the file, so it cannot be imported.
export const config = {
  runtime: "nodejs",
  matcher: "/((?!_next/static/|_next/image|supertokens/|[\\w-]+\\.(?:css|ico|js)$).*)",
};
