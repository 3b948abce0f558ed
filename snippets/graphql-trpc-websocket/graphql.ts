import { Router } from "express";
import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { createHandler } from "graphql-http/lib/use/express";
import type { SessionRequest } from "supertokens-node/framework/express";
import type { SessionContainer } from "supertokens-node/recipe/session";
import { verifySession } from "supertokens-node/recipe/session/framework/express";
import { isSessionError } from "./session-error.ts";

interface Context {
  session: SessionContainer;
}

const query = new GraphQLObjectType<unknown, Context & Record<PropertyKey, unknown>>({
  name: "Query",
  fields: {
    me: {
      type: new GraphQLNonNull(GraphQLString),
      resolve: (_source, _args, { session }) => session.getUserId(),
    },
    signedInSince: {
      type: GraphQLString,
      // This calls the core, which may report that the session has been revoked.
      resolve: async (_source, _args, { session }) =>
        new Date(await session.getTimeCreated()).toISOString(),
    },
  },
});

export const graphql = Router();

// Before GraphQL, which responds with 200 to an error of a resolver: the front-end SDK renews
// the session when it sees 401. This also sets the cookies of the first call after a refresh.
graphql.use("/graphql", verifySession());
graphql.use(
  "/graphql",
  createHandler({
    schema: new GraphQLSchema({ query }),
    context: ({ raw }) => {
      const { session } = raw as SessionRequest;
      if (!session) throw new Error("verifySession lets no request through without a session");
      return { session };
    },
    // A resolver has found that the session has ended.
    onOperation: (_request, _args, { errors }) =>
      errors?.some(({ originalError }) => isSessionError(originalError))
        ? [JSON.stringify({ errors }), { status: 401, statusText: "Unauthorized" }]
        : undefined,
  }),
);
