#!/usr/bin/env node
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { listOf } from "./check.ts";
import { checkUser } from "./control-api.ts";
import { isObject, messageOf } from "./http.ts";
import type { Snapshot } from "./snapshot.ts";
import { startMockCore } from "./start.ts";

const usage = `Usage: supertokens-mock-core [options]

  --port N            port to listen on (3567); 0 for any free one
  --host HOST         host to listen on (127.0.0.1)
  --api-key KEY       key that requests must carry; can be repeated
  --seed-users FILE   JSON list of users to begin with, each as createUser takes it
  --access-token-validity N  lifetime of an access token, in seconds (3600)
  --persist FILE      keep the whole state in this file, across restarts
  --control-port N    serve the control API on 127.0.0.1:N; 0 for any free port
  --help`;

const options = {
  port: { type: "string", default: "3567" },
  host: { type: "string", default: "127.0.0.1" },
  "api-key": { type: "string", multiple: true },
  "seed-users": { type: "string" },
  "access-token-validity": { type: "string" },
  persist: { type: "string" },
  "control-port": { type: "string" },
  help: { type: "boolean" },
} as const;

/** Code 2 is for a wrong argument, 1 for a failure of the system (a port in use, a file). */
function fail(message: string, code: 1 | 2): never {
  console.error(`supertokens-mock-core: ${message}`);
  process.exit(code);
}

const reasonOf = (error: unknown) => messageOf(error).replace(/\n.*/s, "");

function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const reason = reasonOf(error).replace(/\. .*/, "");
    const allowed = Object.keys(options).map((name) => `--${name}`);
    return fail(`${reason}; allowed are ${allowed.join(", ")}`, 2);
  }
}

function portOf(name: "port" | "control-port") {
  const value = given[name];
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value) || Number(value) > 65_535)
    fail(`--${name} must be a number from 0 to 65535, not ${value}`, 2);
  return Number(value);
}

function validityOf() {
  const value = given["access-token-validity"];
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,7}$/.test(value))
    fail(`--access-token-validity must be a number of seconds from 1, not ${value}`, 2);
  return Number(value);
}

async function readJson(option: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    return fail(`--${option} ${file}: ${reasonOf(error)}`, 1);
  }
}

async function readUsers(file: string) {
  const users = await readJson("seed-users", file);
  try {
    return listOf(checkUser)(users, "the list");
  } catch (error) {
    return fail(`--seed-users ${file}: ${reasonOf(error)}`, 1);
  }
}

const given = readArguments();
if (given.help) {
  console.log(usage);
  process.exit(0);
}
const { persist, "seed-users": seed = "" } = given;
const port = portOf("port");
const controlPort = portOf("control-port");
const users = seed ? await readUsers(seed) : [];
const saved = persist && existsSync(persist) && (await readJson("persist", persist));

let lastSave = Promise.resolve();
let timer: NodeJS.Timeout | undefined;
const running = await startMockCore({
  port,
  host: given.host,
  controlPort,
  apiKeys: given["api-key"],
  accessTokenValidity: validityOf(),
  onRequest: (entry) => {
    const { method, path, status, responseBody, durationMs } = entry;
    const outcome = isObject(responseBody) ? responseBody.status : undefined;
    const time = new Date(entry.at).toISOString().slice(11, 23);
    const took = `${(durationMs ?? 0).toFixed(1)} ms`;
    console.log([time, status ?? "dropped", method, path, outcome ?? "", took].join(" "));
    if (method !== "GET") saveSoon();
  },
}).catch((error) => {
  if (error.code === "EADDRINUSE")
    fail(`port ${error.port} is in use; choose another, or 0 for any free one`, 1);
  return fail(reasonOf(error), error.code ? 1 : 2);
});
const { control } = running;

try {
  if (saved) await control.restore(saved as Snapshot);
  else for (const user of users) await control.createUser(user);
} catch (error) {
  fail(`${saved ? `--persist ${persist}` : `--seed-users ${seed}`}: ${reasonOf(error)}`, 1);
}

/** Whole or not at all, one write after the other. */
function save() {
  lastSave = lastSave.then(async () => {
    if (!persist) return;
    const state = JSON.stringify(await control.snapshot());
    await writeFile(`${persist}.tmp`, state, { mode: 0o600 });
    await rename(`${persist}.tmp`, persist);
  });
  return lastSave;
}

function saveSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => save().catch((error) => fail(reasonOf(error), 1)), 200);
}

async function end() {
  clearTimeout(timer);
  await running.close();
  await save();
  process.exit(0);
}
process.on("SIGTERM", end);
process.on("SIGINT", end);
console.log(`Mock core listening on ${running.url}`);
if (!/^(localhost|127(\.\d+){3}|::1)$/.test(given.host)) {
  const reader = given["api-key"] ? "and knows an API key " : "";
  console.error(
    `Warning: every machine that reaches ${given.host} port ${new URL(running.url).port} ${reader}can sign in as any user of this core`,
  );
}
if (running.controlUrl) console.log(`Control API on ${running.controlUrl}`);
