import Negotiator from "negotiator";

/** Whether whoever asks would rather have JSON than a page. */
export function prefersJson(request: Request): boolean {
  const accept = request.headers.get("accept") ?? undefined;
  const negotiator = new Negotiator({ headers: { accept } });
  return negotiator.mediaType(["application/json", "text/html"]) === "application/json";
}
