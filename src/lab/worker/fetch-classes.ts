// A browser's Request drops `Cookie`, `Origin` and `Sec-Fetch-*`, and its Response drops `Set-Cookie`, without an error: a
// page must neither forge the former nor read the latter (Fetch standard, "forbidden request-header" and "forbidden
// response-header name"). A web server needs both. `Headers` on its own keeps every name, so these two subclasses keep
// one of their own.

const NativeRequest = globalThis.Request;
const NativeResponse = globalThis.Response;

/** All that was given, and what the class itself adds, such as the type of a body. */
function allHeaders(given: HeadersInit | undefined, own: Headers): Headers {
  const headers = new Headers(given);
  for (const [name, value] of own) if (!headers.has(name)) headers.set(name, value);
  return headers;
}

class ServerRequest extends NativeRequest {
  readonly #headers: Headers;

  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input, init);
    const inherited = input instanceof NativeRequest ? input.headers : undefined;
    this.#headers = allHeaders(init?.headers ?? inherited, super.headers);
  }

  override get headers(): Headers {
    return this.#headers;
  }

  override clone(): Request {
    return new ServerRequest(super.clone(), { headers: this.#headers });
  }
}

class ServerResponse extends NativeResponse {
  readonly #headers: Headers;

  constructor(body?: BodyInit | null, init?: ResponseInit) {
    super(body, init);
    this.#headers = allHeaders(init?.headers, super.headers);
  }

  override get headers(): Headers {
    return this.#headers;
  }

  override clone(): Response {
    const { body, status, statusText } = super.clone();
    return new ServerResponse(body, { status, statusText, headers: this.#headers });
  }
}

Object.assign(globalThis, { Request: ServerRequest, Response: ServerResponse });
