/**
 * An instance of a function, run by Netlify's own runtime: @netlify/serverless-functions-api makes a Request of an event,
 * and what AWS Lambda takes of a Response. This file is what it needs of Lambda.
 */
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { getLambdaHandler } from "@netlify/serverless-functions-api";

export type NetlifyEvent = Parameters<ReturnType<typeof getLambdaHandler>>[0];

export interface InstanceResponse {
  statusCode: number;
  multiValueHeaders: Record<string, string[]>;
  /** In base64. */
  body: string;
}

/** Lets the function in this file (a URL) handle an event. */
export type Invoke = (file: string, event: NetlifyEvent) => Promise<InstanceResponse>;

const answers = new Map<string, InstanceResponse>();

/** Within this process: what the function has loaded, and the keys that it has fetched, live on. */
export const invoke: Invoke = async (file, event) => {
  const awsRequestId = crypto.randomUUID();
  const deadline = Date.now() + 60_000;
  await getLambdaHandler(file)(event, {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    clientContext: {},
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
  const answer = answers.get(awsRequestId);
  answers.delete(awsRequestId);
  if (!answer) throw new Error("The function has not responded");
  return answer;
};

/** In a new instance for this event alone: a cold start, every time. */
export const invokeCold: Invoke = (file, event) => {
  const instance = new Worker(new URL(import.meta.url), { workerData: { file, event } });
  return new Promise((resolve, reject) => {
    instance.once("message", resolve);
    instance.once("error", reject);
  });
};

type Metadata = Omit<InstanceResponse, "body">;
type Run = (
  event: unknown,
  body: PassThrough,
  context: { awsRequestId: string },
) => Promise<void>;

const metadata = new WeakMap<PassThrough, Metadata>();

// The global of Lambda that the runtime uses: it writes the head of a response first, then the body.
Object.assign(globalThis, {
  awslambda: {
    streamifyResponse:
      (run: Run) => async (event: unknown, context: { awsRequestId: string }) => {
        const stream = new PassThrough();
        const [body] = await Promise.all([buffer(stream), run(event, stream, context)]);
        const { statusCode = 500, multiValueHeaders = {} } = metadata.get(stream) ?? {};
        const answer = { statusCode, multiValueHeaders, body: body.toString("base64") };
        answers.set(context.awsRequestId, answer);
      },
    HttpResponseStream: {
      from(stream: PassThrough, head: Metadata): PassThrough {
        metadata.set(stream, head);
        return stream;
      },
    },
  },
});

if (!isMainThread && workerData?.file) {
  parentPort?.postMessage(await invoke(workerData.file, workerData.event));
  // What the SDK keeps open must not keep the instance alive.
  process.exit();
}
