// Next.js before 16 knows proxy.ts as middleware.ts.
export { proxy as middleware } from "./proxy";

// Next.js reads this without running the file, so it cannot be imported.
export const config = { matcher: ["/api/:path*", "/auth/:path*", "/login"] };
