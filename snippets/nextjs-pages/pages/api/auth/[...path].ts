import type { NextApiRequest, NextApiResponse } from "next";
import { middleware } from "supertokens-node/framework/custom";
import { wrapRequest, wrapResponse } from "supertokens-node/framework/express";
import { apiRoute } from "../../../lib/api-route";
import "../../../lib/init";

const respond = middleware<NextApiRequest, NextApiResponse>(wrapRequest, wrapResponse);

/** The SDK's own API, including the refresh and the sign-out. */
export default apiRoute(async (req, res) => {
  const { handled, error } = await respond(req, res);
  if (error) throw error;
  if (!handled) res.status(404).json({ message: "not found" });
});
