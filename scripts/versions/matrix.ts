/**
 * The releases that readers have: the majors that are still in use, by the release policy of each project, since a registry
 * gives its download figures for whole packages only. One axis at a time, against today's rest.
 */

/** Releases of one package that the contract of one framework runs with. */
export interface Axis {
  /** The id in snippets/frameworks.ts. */
  framework: string;
  /** Its package; "node" and "python" are the languages themselves. */
  package: string;
  /** The start of each release, newest first: "4" is the newest 4.x. */
  releases: readonly string[];
  /** What has to be of another release too, by the start of the release: the ranges of other packages. */
  also?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const nest = (major: string) => ({
  "@nestjs/common": major,
  "@nestjs/platform-express": major,
  "@nestjs/platform-fastify": major,
});
const react = (major: string) => ({
  "react-dom": major,
  "@types/react": major,
  "@types/react-dom": major,
});
/** Next.js 14 has its own React 18 in the app directory, and takes no other. */
const react18 = { react: "18", ...react("18") };
const angular = (major: string) =>
  Object.fromEntries(
    ["common", "compiler", "platform-browser", "router", "build", "cli", "compiler-cli"].map(
      (name) => [`@angular/${name}`, major],
    ),
  );

export const axes: readonly Axis[] = [
  { framework: "express", package: "express", releases: ["5", "4"] },
  {
    framework: "fastify",
    package: "fastify",
    releases: ["5", "4"],
    also: {
      "4": { "@fastify/accepts": "4", "@fastify/formbody": "7", "@fastify/static": "7" },
    },
  },
  { framework: "koa", package: "koa", releases: ["3", "2"] },
  {
    framework: "hapi",
    package: "@hapi/hapi",
    releases: ["21", "20"],
    also: { "20": { "@hapi/inert": "6" } },
  },
  {
    framework: "nestjs",
    package: "@nestjs/core",
    releases: ["12", "11", "10"],
    also: { "12": nest("12"), "11": nest("11"), "10": nest("10") },
  },
  {
    framework: "loopback",
    package: "@loopback/rest",
    releases: ["15", "14"],
    also: { "14": { "@loopback/core": "6" } },
  },
  { framework: "netlify", package: "@netlify/functions", releases: ["6", "5", "4"] },
  {
    framework: "express",
    package: "supertokens-node",
    releases: ["24", "23", "22", "21", "20", "19", "18", "17", "16"],
  },
  { framework: "express", package: "jose", releases: ["6", "5", "4"] },
  { framework: "express", package: "node", releases: ["26", "24", "22", "20"] },
  { framework: "fastify", package: "node", releases: ["24", "20"] },
  { framework: "koa", package: "node", releases: ["24", "20"] },
  { framework: "hapi", package: "node", releases: ["24", "20"] },
  {
    framework: "go",
    package: "github.com/supertokens/supertokens-golang",
    releases: ["0.25.2", "0.24.2", "0.22.1"],
  },
  { framework: "fastapi", package: "fastapi", releases: ["0.165", "0.136", "0.115"] },
  {
    framework: "fastapi",
    package: "supertokens-python",
    releases: ["0.31", "0.30", "0.29", "0.28", "0.27", "0.26", "0.25", "0.24"],
  },
  { framework: "fastapi", package: "python", releases: ["3.13", "3.12", "3.11"] },
  { framework: "flask", package: "flask", releases: ["3.1", "3.0", "2.3", "2.2"] },
  {
    framework: "django",
    package: "django",
    releases: ["6.0", "5.2", "4.2"],
    // It takes no older Python.
    also: { "6.0": { python: "3.12" } },
  },
  {
    framework: "nextjs-app",
    package: "next",
    releases: ["16", "15", "14"],
    also: { "14": react18 },
  },
  {
    framework: "nextjs-pages",
    package: "next",
    releases: ["16", "15", "14"],
    also: { "14": react18 },
  },
  { framework: "web-js", package: "supertokens-web-js", releases: ["0.16", "0.15", "0.14"] },
  {
    framework: "react",
    package: "supertokens-auth-react",
    releases: ["0.51", "0.50", "0.49"],
    also: {
      "0.50": { "supertokens-web-js": "0.16" },
      "0.49": { "supertokens-web-js": "0.15" },
    },
  },
  {
    framework: "react",
    package: "react",
    releases: ["19", "18"],
    // react-router 8 takes no older React.
    also: { "19": react("19"), "18": { ...react("18"), "react-router": "7" } },
  },
  { framework: "vue", package: "vue", releases: ["3"] },
  {
    framework: "angular",
    package: "@angular/core",
    releases: ["22", "21", "20"],
    also: { "22": angular("22"), "21": angular("21"), "20": angular("20") },
  },
  {
    framework: "svelte",
    package: "svelte",
    releases: ["5", "4"],
    also: { "4": { "@sveltejs/vite-plugin-svelte": "3", vite: "5" } },
  },
  { framework: "solid", package: "solid-js", releases: ["1"] },
];

/** What goes with a release of a package, from the axis that it is on. */
export function alsoOf(
  framework: string,
  name: string,
  release: string,
): Readonly<Record<string, string>> | undefined {
  const axis = axes.find((each) => each.framework === framework && each.package === name);
  const start = Object.keys(axis?.also ?? {}).find((each) => beginsWith(release, each));
  return start === undefined ? undefined : axis?.also?.[start];
}

/** Whether a release is one of those that "4" or "0.31" stands for. */
export function beginsWith(release: string, start: string): boolean {
  return release === start || release.startsWith(`${start}.`);
}
