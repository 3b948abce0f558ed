const origin = process.env.ORIGIN ?? `http://localhost:${process.env.PORT ?? "3000"}`;

/** Set every field, including the base paths: the URL of the keys is built from them. */
export const appInfo = {
  appName: "Example",
  apiDomain: origin,
  apiBasePath: "/auth",
  websiteDomain: origin,
  websiteBasePath: "/login",
};
