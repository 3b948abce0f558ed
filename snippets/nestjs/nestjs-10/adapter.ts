import type { Request, Response } from "express";
import type { FastifyReply, FastifyRequest } from "fastify";
import * as express from "supertokens-node/framework/express";
import * as fastify from "supertokens-node/framework/fastify";
import { platform } from "./config.ts";

// All that differs between the two adapters is in this file and in app.ts. With one of them
// you need its half only.

/** What Nest hands to guards, filters and controllers. */
export type HttpRequest = Request | FastifyRequest;
export type HttpResponse = Response | FastifyReply;

/** How the SDK reads the one and writes to the other. */
export const { wrapRequest, wrapResponse } = platform === "fastify" ? fastify : express;

/**
 * Every path below a controller's. Nest 10 has Express 4 below it, which takes "*" as Fastify
 * does; Express 5, in Nest 11 and later, wants a name: "*path".
 */
// #region any-path
export const anyPath = "*";
// #endregion any-path
