/** The sandbox's app of the Hono guide: src/plugins/lab puts its files together. */
declare module "lab:site" {
  type Read = (path: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  export function site(read: Read): { fetch(request: Request): Response | Promise<Response> };
}

/** The pages that are the same for everybody, by path: "/public/login.html". */
declare module "lab:pages" {
  export const pages: Record<string, string>;
}

/** What a file of the app can import, by the name that it writes. */
declare module "lab:modules" {
  export const modules: Record<string, unknown>;
}

/** The lines of the app that cause what the diagrams show. */
declare module "lab:causes" {
  export const causes: readonly import("../components/Lab/files.ts").Cause[];
}
