import type { NextApiRequest, NextApiResponse } from "next";
import { middleware } from "supertokens-node/framework/custom";
import { wrapRequest, wrapResponse } from "supertokens-node/framework/express";
import "../../../lib/init";

const respond = middleware<NextApiRequest, NextApiResponse>(wrapRequest, wrapResponse);

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { handled, error } = await respond(req, res);
  if (error) throw error;
  if (!handled) res.status(404).end();
}
