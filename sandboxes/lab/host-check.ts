import type { IncomingHttpHeaders } from "node:http";

/** Whether a request's headers come from a page that is allowed to read the lab. */
export type HostCheck = (request: { headers: IncomingHttpHeaders }) => boolean;

/** Whether a host name or IP address, as in HOST or in a `Host` header, is this machine's own. */
export function isLoopback(name: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(name);
}

/**
 * The host names under which a hosted editor shows what runs on `port`, for `createHostCheck`: any of StackBlitz' in a
 * WebContainer, where only the tab's own pages reach the sandbox, and the forwarded port's in a codespace.
 */
export function previewHosts(
  port: number,
  env: NodeJS.ProcessEnv,
  inWebContainer: boolean,
): string[] {
  if (inWebContainer) return [".webcontainer.io", ".stackblitz.io"];
  const { CODESPACE_NAME: name, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain } = env;
  return name ? [`${name}-${port}.${domain || "app.github.dev"}`] : [];
}

/**
 * Protects the lab from DNS rebinding: a foreign page can make its own name resolve to this machine, but the browser
 * sends that name as `Host`. Allowed are the names of this machine, the host of `origin` and those of previews. An
 * `Origin`, where there is one, must be the host that was called, `origin` or a preview's.
 * @param origin the origin that the browser sees; throws a TypeError where it is not a URL
 * @param previews host names; one with a leading dot stands for all that end in it
 */
export function createHostCheck(origin: string, previews: string[]): HostCheck {
  const own = new URL(origin);
  const isPreview = (name: string) =>
    previews.some((host) => (host.startsWith(".") ? name.endsWith(host) : name === host));
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
