import Negotiator from "negotiator";

/** Whether the client prefers JSON to a page. */
export function prefersJson(request: Request): boolean {
  const accept = request.headers.get("accept") ?? undefined;
  const negotiator = new Negotiator({ headers: { accept } });
  return negotiator.mediaType(["application/json", "text/html"]) === "application/json";
}
