/**
 * A local API Gateway: makes the events of a REST API and of both payload formats of an HTTP API, and turns the
 * function's results into HTTP responses. Sources: "Set up Lambda proxy integrations in API Gateway" (REST) and "Create AWS
 * Lambda proxy integrations for HTTP APIs" in the developer guide of API Gateway.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";

export interface GatewayOptions {
  api: "rest" | "http";
  /** A REST API knows 1.0 only. */
  payload: "1.0" | "2.0";
  /** A stage in the path, as at execute-api.<region>.amazonaws.com; without it, the API has a custom domain. */
  stage?: string;
  /** REST: bodies of these types are sent in base64. An HTTP API decides on its own. */
  binaryMediaTypes?: string[];
}

/** Takes an event and returns the function's result, both as JSON; throws if the function does. */
export type Invoke = (event: string) => Promise<string | undefined>;

/** The function's result; `inferred` handles results of any other form. */
interface FunctionResult {
  statusCode: number;
  headers?: Record<string, unknown> | null;
  multiValueHeaders?: Record<string, unknown[]> | null;
  cookies?: string[];
  body?: string | null;
  isBase64Encoded?: boolean;
}

/** Listens for a browser's requests and lets the function respond to them. */
export function gateway(invoke: Invoke, options: GatewayOptions): RequestListener {
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const request = await read(req, options);
    if (!request) {
      const [status, message] =
        options.api === "rest" ? [403, "Forbidden"] : [404, "Not Found"];
      return sendMessage(res, status, message);
    }
    const event =
      options.payload === "2.0" ? eventV2(request, options) : eventV1(request, options);
    let result: unknown;
    try {
      result = JSON.parse((await invoke(JSON.stringify(event))) ?? "null");
    } catch (error) {
      console.error(error);
      return sendFailure(res, options);
    }
    if (isFunctionResult(result)) return send(res, result, options);
    if (options.payload === "2.0" && result !== null)
      return send(res, inferred(result), options);
    sendFailure(res, options);
  };
  return (req, res) => void answer(req, res);
}

interface ReceivedRequest {
  method: string;
  /** Without the stage. */
  path: string;
  query: string;
  /** Every header as it came, in order. */
  headers: [name: string, value: string][];
  body: string | null;
  isBase64Encoded: boolean;
  ip: string;
}

/** Undefined if the path does not begin with the stage. */
async function read(
  req: IncomingMessage,
  { api, stage, binaryMediaTypes = [] }: GatewayOptions,
): Promise<ReceivedRequest | undefined> {
  const [address = "", ...query] = (req.url ?? "/").split("?");
  const prefix = stage ? `/${stage}` : "";
  if (!`${address}/`.startsWith(`${prefix}/`)) return undefined;

  const headers = Array.from(
    { length: req.rawHeaders.length / 2 },
    (_, index): [string, string] => [
      req.rawHeaders[2 * index] ?? "",
      req.rawHeaders[2 * index + 1] ?? "",
    ],
  );
  const type = (req.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  const binary =
    api === "rest"
      ? binaryMediaTypes.some((pattern) => pattern === "*/*" || pattern === type)
      : !isText(type);
  const body = await text(req.setEncoding(binary ? "base64" : "utf8"));
  return {
    method: req.method ?? "GET",
    path: address.slice(prefix.length) || "/",
    query: query.join("?"),
    headers,
    body: body || null,
    isBase64Encoded: body !== "" && binary,
    ip: req.socket.remoteAddress ?? "",
  };
}

/** The types that an HTTP API sends as text; a form is not one of them. */
function isText(type: string): boolean {
  return type.startsWith("text/") || /^application\/(?:json|xml|javascript)$/.test(type);
}

function eventV1(
  request: ReceivedRequest,
  { api, stage }: GatewayOptions,
): APIGatewayProxyEvent & { version?: "1.0" } {
  const { method, path, query, headers, body, isBase64Encoded, ip } = request;
  // An HTTP API has the names in lower case, and the stage in front of the path.
  const http = api === "http";
  const named = http
    ? headers.map(([name, value]) => [name.toLowerCase(), value] as const)
    : headers;
  const parameters = [...new URLSearchParams(query)];
  const staged = stage ? `/${stage}${path}` : path;
  return {
    ...(http && { version: "1.0" }),
    resource: "/{proxy+}",
    path: http ? staged : path,
    httpMethod: method,
    headers: Object.fromEntries(named),
    multiValueHeaders: grouped(named),
    queryStringParameters: query ? Object.fromEntries(parameters) : null,
    multiValueQueryStringParameters: query ? grouped(parameters) : null,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      accountId: "123456789012",
      apiId: "local",
      authorizer: null,
      domainName: "localhost",
      httpMethod: method,
      identity: { ...anonymous, sourceIp: ip },
      path: staged,
      protocol: "HTTP/1.1",
      requestId: crypto.randomUUID(),
      requestTimeEpoch: Date.now(),
      resourceId: "proxy",
      resourcePath: "/{proxy+}",
      stage: stage ?? (http ? "$default" : "prod"),
    },
    body,
    isBase64Encoded,
  };
}

function eventV2(request: ReceivedRequest, { stage }: GatewayOptions): APIGatewayProxyEventV2 {
  const { method, path, query, headers, body, isBase64Encoded, ip } = request;
  const lower = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const cookies = lower.flatMap(([name, value]) =>
    name === "cookie" ? value.split(";").map((cookie) => cookie.trim()) : [],
  );
  const others = lower.filter(([name]) => name !== "cookie");
  const staged = stage ? `/${stage}${path}` : path;
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: staged,
    rawQueryString: query,
    ...(cookies.length && { cookies }),
    headers: joined(others),
    ...(query && { queryStringParameters: joined([...new URLSearchParams(query)]) }),
    requestContext: {
      accountId: "123456789012",
      apiId: "local",
      domainName: "localhost",
      domainPrefix: "localhost",
      http: { method, path: staged, protocol: "HTTP/1.1", sourceIp: ip, userAgent: "" },
      requestId: crypto.randomUUID(),
      routeKey: "$default",
      stage: stage ?? "$default",
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    ...(body !== null && { body }),
    isBase64Encoded,
  };
}

/** Not a caller that AWS can identify. */
const anonymous = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userAgent: null,
  userArn: null,
};

type Pairs = readonly (readonly [name: string, value: string])[];

function grouped(pairs: Pairs): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of pairs) groups[name] = [...(groups[name] ?? []), value];
  return groups;
}

function joined(pairs: Pairs): Record<string, string> {
  return Object.fromEntries(
    Object.entries(grouped(pairs)).map(([name, values]) => [name, values.join(",")]),
  );
}

function isFunctionResult(result: unknown): result is FunctionResult {
  return (
    typeof result === "object" &&
    result !== null &&
    "statusCode" in result &&
    typeof result.statusCode === "number"
  );
}

/** Format 2.0 treats a result without the members of a response as a JSON body. */
function inferred(result: unknown): FunctionResult {
  return {
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: typeof result === "string" ? result : JSON.stringify(result),
  };
}

function send(
  res: ServerResponse,
  answer: FunctionResult,
  { api, payload }: GatewayOptions,
): void {
  res.statusCode = answer.statusCode;
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    res.setHeader(name, String(value));
  }
  if (payload === "2.0") {
    for (const cookie of answer.cookies ?? []) res.appendHeader("set-cookie", cookie);
  } else {
    for (const [name, values] of Object.entries(answer.multiValueHeaders ?? {})) {
      // Of a pair that is in both, one is left.
      const others = [res.getHeader(name) ?? []].flat().map(String);
      const all = [...others.filter((value) => !values.includes(value)), ...values.map(String)];
      if (all.length) res.setHeader(name, all);
    }
  }
  const body = Buffer.from(answer.body ?? "", answer.isBase64Encoded ? "base64" : "utf8");
  if (body.length && !res.hasHeader("content-type")) {
    res.setHeader(
      "content-type",
      api === "rest" ? "application/json" : "text/plain;charset=utf-8",
    );
  }
  res.end(body);
}

/** The function has thrown, or its result is not a response: nothing of it reaches the browser. */
function sendFailure(res: ServerResponse, { api }: GatewayOptions): void {
  if (api === "rest") sendMessage(res, 502, "Internal server error");
  else sendMessage(res, 500, "Internal Server Error");
}

function sendMessage(res: ServerResponse, status: number, message: string): void {
  res.writeHead(status, { "content-type": "application/json" });
  res.end(JSON.stringify({ message }));
}
