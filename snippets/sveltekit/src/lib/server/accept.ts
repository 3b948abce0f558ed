/** Whether whoever asks would rather have JSON than a page. */
export function prefersJson({ headers }: Request): boolean {
  const accept = headers.get("accept") ?? "";
  return accept.includes("application/json") && !accept.includes("text/html");
}
