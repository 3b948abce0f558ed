import { type RouteConfig, route } from "@react-router/dev/routes";

export default [
  route("dashboard", "routes/dashboard.tsx"),
  route("dashboard-checked", "routes/dashboard-checked.tsx"),
  route("dashboard-jwt", "routes/dashboard-jwt.tsx"),
  route("welcome", "routes/welcome.tsx"),
  route("admin", "routes/admin.tsx"),
  route("profile", "routes/profile.tsx"),
  route("about", "routes/about.tsx"),
  route("login", "routes/login.ts"),
  route("auth/*", "routes/auth.ts"),
  route("api/user", "routes/api-user.ts"),
  route("api/admin", "routes/api-admin.ts"),
] satisfies RouteConfig;
