#!/usr/bin/env node
import { readFile, rename, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { UserInput } from "./control.ts";
import { isObject } from "./http.ts";
import type { LogEntry } from "./request-log.ts";
import { type RunningMockCore, startMockCore } from "./server.ts";
import type { Snapshot } from "./snapshot.ts";

const usage = `Usage: supertokens-mock-core [options]

  --port N            port to listen on (3567); 0 for any free one
  --host HOST         address to listen on (127.0.0.1)
  --api-key KEY       key that requests must carry; may be given several times
  --seed-users FILE   JSON list of { email, password, id?, roles?, emailVerified? } to begin with
  --persist FILE      keep everything in this file, across restarts
  --control-port N    serve the control API on 127.0.0.1:N; 0 for any free port
  --help`;

/** Ends with one line on stderr: code 2 for a wrong argument, 1 for what the machine refused. */
function fail(message: string, code: 1 | 2): never {
  console.error(`supertokens-mock-core: ${message}`);
  process.exit(code);
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: "string", default: "3567" },
        host: { type: "string", default: "127.0.0.1" },
        "api-key": { type: "string", multiple: true },
        "seed-users": { type: "string" },
        persist: { type: "string" },
        "control-port": { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    const [reason] = reasonOf(error).split(/\. |\n/);
    return fail(
      `${reason}; allowed are --port, --host, --api-key, --seed-users, --persist, --control-port, --help`,
      2,
    );
  }
}

function portOf(name: string, value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535)
    fail(`--${name} must be a number from 0 to 65535, not ${value}`, 2);
  return port;
}

/** The JSON in a file; undefined when there is no such file and there need not be one. */
async function readJson(option: string, file: string, required: boolean): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT" && !required) return undefined;
    return fail(`--${option} ${file}: ${reasonOf(error).split("\n")[0]}`, 1);
  }
}

async function readUsers(file: string): Promise<UserInput[]> {
  const users = await readJson("seed-users", file, true);
  const isUser = (user: unknown): user is UserInput =>
    isObject(user) && typeof user.email === "string" && typeof user.password === "string";
  if (!Array.isArray(users) || !users.every(isUser))
    fail(`--seed-users ${file}: must be a JSON list of { "email", "password" }`, 1);
  return users;
}

/** Gives a function that writes the state to a file, whole or not at all, one write after the other. */
function saverTo(file: string, running: RunningMockCore): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(async () => {
      const state = JSON.stringify(await running.control.snapshot());
      await writeFile(`${file}.tmp`, state, { mode: 0o600 });
      await rename(`${file}.tmp`, file);
    });
    return last;
  };
}

const given = readArguments();
if (given.help) {
  console.log(usage);
  process.exit(0);
}
const port = portOf("port", given.port);
const control = given["control-port"];
const controlPort = control === undefined ? undefined : portOf("control-port", control);
const users = given["seed-users"] === undefined ? [] : await readUsers(given["seed-users"]);
const saved = given.persist && (await readJson("persist", given.persist, false));

let afterRequest = (_entry: LogEntry): void => {};
const running = await startMockCore({
  port,
  host: given.host,
  ...(controlPort === undefined ? {} : { controlPort }),
  apiKeys: given["api-key"] ?? [],
  onRequest: (entry) => {
    const { method, path, status, responseBody, durationMs } = entry;
    const outcome = isObject(responseBody) ? responseBody.status : undefined;
    const time = new Date(entry.at).toISOString().slice(11, 23);
    const took = `${(durationMs ?? 0).toFixed(1)} ms`;
    console.log([time, status ?? "dropped", method, path, outcome ?? "", took].join(" "));
    afterRequest(entry);
  },
}).catch((error) => {
  if (codeOf(error) === "EADDRINUSE")
    fail(`port ${error.port} is in use; choose another, or 0 for any free one`, 1);
  return fail(reasonOf(error), codeOf(error) === undefined ? 2 : 1);
});

if (saved) {
  await running.control
    .restore(saved as Snapshot)
    .catch((error) => fail(`--persist ${given.persist}: ${reasonOf(error)}`, 1));
} else {
  for (const user of users) {
    await running.control
      .createUser(user)
      .catch((error) => fail(`--seed-users ${given["seed-users"]}: ${reasonOf(error)}`, 1));
  }
}
const save = given.persist === undefined ? async () => {} : saverTo(given.persist, running);
let timer: NodeJS.Timeout | undefined;
if (given.persist !== undefined)
  afterRequest = ({ method }) => {
    if (method === "GET") return;
    clearTimeout(timer);
    timer = setTimeout(() => save().catch((error) => fail(reasonOf(error), 1)), 200);
  };

const end = async (): Promise<void> => {
  clearTimeout(timer);
  await running.close();
  await save();
  process.exit(0);
};
process.on("SIGTERM", end);
process.on("SIGINT", end);
console.log(`Mock core listening on ${running.url}`);
if (running.controlUrl) console.log(`Control API on ${running.controlUrl}`);
