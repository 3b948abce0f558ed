import { createServer } from "node:http";
import express from "express";
import { errorHandler, middleware } from "supertokens-node/framework/express";
import { graphql } from "./graphql.ts";
import "./init.ts";
import { acceptSockets } from "./live.ts";
import { noStore } from "./no-store.ts";
import { sameOrigin } from "./same-origin.ts";
import { trpc } from "./trpc.ts";

export const app = express();
app.use(noStore);
app.use(sameOrigin);
app.use(middleware());
app.use(graphql);
app.use(trpc);
app.use(errorHandler());

export const server = createServer(app);
acceptSockets(server);
