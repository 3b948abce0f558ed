// The engine of the lab: a web server, made of the files of the Hono guide and the SDK as published, and the mock core, in a
// worker of the page. Messages are in ../protocol.ts. Nothing here reaches the network.
import type { Message, Reply } from "../protocol.ts";
import { edit } from "./edits.ts";
import { beginReplay, nextStep } from "./replay.ts";
import { serve, startServer } from "./server.ts";
import { perform } from "./tricks.ts";

async function answer(message: Message): Promise<unknown> {
  switch (message.ask) {
    case "ping":
      return {};
    case "start": {
      const start = performance.now();
      await startServer(message.origin);
      return { startedMs: performance.now() - start };
    }
    case "serve":
      return serve(message.request);
    case "trick":
      return perform(message.trick);
    case "replay":
      await beginReplay(message.scenario);
      return {};
    case "next step":
      return nextStep();
    case "edit":
      await edit(message.file, message.code, message.interpreter);
      return {};
  }
}

addEventListener("message", async ({ data }: MessageEvent<Message>) => {
  const { id } = data;
  let reply: Reply;
  try {
    reply = { id, answer: await answer(data) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  postMessage(reply);
});
