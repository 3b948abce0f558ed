import { createFileRoute } from "@tanstack/react-router";
import { auth } from "../../lib/auth.ts";
import "../../lib/init.server.ts";

export const Route = createFileRoute("/auth/$")({
  server: { handlers: { ANY: ({ request }) => auth(request) } },
});
