const origin = process.env.ORIGIN ?? `http://localhost:${process.env.PORT ?? "3000"}`;

/** All of it must be said, the base paths too: the address of the keys is made from them. */
export const appInfo = {
  appName: "Example",
  apiDomain: origin,
  apiBasePath: "/auth",
  websiteDomain: origin,
  websiteBasePath: "/login",
};
