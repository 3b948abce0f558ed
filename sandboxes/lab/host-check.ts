import type { IncomingHttpHeaders } from "node:http";

/** Whether a request's headers come from a page that is allowed to read the lab. */
export type HostCheck = (request: { headers: IncomingHttpHeaders }) => boolean;

/** Whether a host name or IP address, as in HOST or in a `Host` header, is this machine's own. */
export function isLoopback(name: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(name);
}

/**
 * Protects the lab from DNS rebinding: a foreign page can make its own name resolve to this machine, but the browser
 * sends that name as `Host`. Allowed are the names of this machine, the host of `origin` and, in a WebContainer, the
 * preview's. An `Origin`, where there is one, must be the host that was called, `origin` or the preview's.
 * @param origin the origin that the browser sees; throws a TypeError where it is not a URL
 */
export function createHostCheck(origin: string, inWebContainer: boolean): HostCheck {
  const own = new URL(origin);
  const isPreview = (name: string) =>
    inWebContainer && /\.(?:webcontainer|stackblitz)\.io$/.test(name);
  return ({ headers }) => {
    const host = (headers.host ?? "").toLowerCase();
    const name = host.replace(/:\d+$/, "");
    if (!isLoopback(name) && name !== own.hostname && !isPreview(name)) return false;
    if (headers.origin === undefined) return true;
    if (!URL.canParse(headers.origin)) return false;
    const from = new URL(headers.origin);
    return from.host === host || from.origin === own.origin || isPreview(from.hostname);
  };
}
