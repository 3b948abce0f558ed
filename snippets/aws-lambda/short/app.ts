import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { middleware } from "supertokens-node/framework/awsLambda";
import "./init.ts";
import { withPageSession } from "./page-session.ts";

const supertokens = middleware(async (event: APIGatewayProxyEventV2) => {
  if (event.rawPath !== "/dashboard") return { statusCode: 404 };
  return withPageSession(event, (session) => ({
    statusCode: 200,
    headers: { "Content-Type": "text/plain" },
    body: `Signed in as ${session.getUserId()}`,
  }));
});

// Two parameters: Lambda's Node.js 24 treats the third one of `supertokens` as a callback.
export const handler = (event: APIGatewayProxyEventV2, context: Context) =>
  supertokens(event, context, () => {});
