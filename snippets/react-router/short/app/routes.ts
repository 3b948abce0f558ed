import { type RouteConfig, route } from "@react-router/dev/routes";

export default [
  route("dashboard", "routes/dashboard.tsx"),
  route("refresh-session", "routes/refresh-session.tsx"),
  route("auth/*", "routes/auth.ts"),
] satisfies RouteConfig;
