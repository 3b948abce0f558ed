/** An instance of the function: what it has loaded, and the keys that it has fetched, live as long as this module. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Context } from "aws-lambda";
import { handler } from "./app.ts";

/** Lets this instance handle an event; the event and the result are JSON, as between Lambda and its instances. */
export async function invoke(event: string): Promise<string> {
  return JSON.stringify(await handler(JSON.parse(event), context()));
}

/** Starts a new instance for this event alone: a cold start, every time. */
export function invokeCold(event: string): Promise<string> {
  const instance = new Worker(new URL(import.meta.url), { workerData: event });
  return new Promise((resolve, reject) => {
    instance.once("message", resolve);
    instance.once("error", reject);
  });
}

if (!isMainThread && typeof workerData === "string") {
  parentPort?.postMessage(await invoke(workerData));
  // What the SDK keeps open must not keep the instance alive.
  process.exit();
}

function context(): Context {
  const deadline = Date.now() + 30_000;
  const name = "example";
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:local:123456789012:function:${name}`,
    memoryLimitInMB: "512",
    awsRequestId: crypto.randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => deadline - Date.now(),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
