import { getRequestURL, type H3Event } from "h3";

/**
 * The request without its body, which h3 reads only once: `toWebRequest` takes it away from
 * the route.
 */
export function headOf(event: H3Event): Request {
  return new Request(getRequestURL(event), { method: event.method, headers: event.headers });
}
