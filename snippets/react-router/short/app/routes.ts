import { type RouteConfig, route } from "@react-router/dev/routes";

export default [
  route("dashboard", "routes/dashboard.tsx"),
  route("auth/*", "routes/auth.ts"),
] satisfies RouteConfig;
