/**
 * What is driven in the browser: every variant of every front end, how it is built for production, and where it differs.
 * To add a front end: an entry in snippets/frameworks.ts, an entry here, and a file `<id>.test.ts` of one line.
 */
import type { Page } from "playwright-core";
import { type Framework, findFramework, type Variant } from "../../snippets/frameworks.ts";
import { contentSecurityPolicy } from "../../snippets/react/pre-built-ui/server/content-security-policy.ts";
import {
  type Built,
  buildAngular,
  buildAsIs,
  buildViteApp,
  buildViteAppForDevelopment,
  buildVitePages,
} from "./build.ts";
import type { FrontEndCore } from "./core.ts";

/** A person who signs in. */
export interface Account {
  /** What they type: a user id of their own choice, or the part before the @ of an e-mail address. */
  name: string;
  /** Whether the core knows their e-mail address and password. */
  known?: boolean;
}

/** One variant of a front end, as the scenarios see it. */
export interface FrontEnd {
  /** The id in snippets/frameworks.ts. */
  framework: string;
  /** The variant in snippets/frameworks.ts; absent if the front end has but one. */
  variant?: Variant["id"];
  /** Builds what is in `folder` for production, with its usual tool, and puts it into `publicDir`. */
  build(folder: string, publicDir: string): Promise<Built>;
  /** As `build`, with the development build of the framework, where that behaves in another way. */
  buildForDevelopment?: FrontEnd["build"];
  /** One page whose routes a script shows; without it each page is a document of its own. */
  singlePage?: true;
  /** Shows more than a `noscript` where JavaScript is off: a form that signs in. */
  signsInWithoutScript?: true;
  /** The server's init.ts, where it is not that of snippets/express. */
  serverInit?: string;
  /** The server's policy, where `default-src 'self'` is not enough. */
  contentSecurityPolicy?: string;
  login: Login;
}

/** The sign-in page of a front end. */
export interface Login {
  path: string;
  /** The parameter that carries the return URL. */
  parameter: string;
  /** Fills in the form and sends it, for an account that may be new to the core. */
  submit(page: Page, account: Account, core: FrontEndCore): Promise<void>;
}

/** The URL of the refresh page with a return URL. */
export function refreshPage(redirectBack: string): string {
  return `/refresh-session?${new URLSearchParams({ redirectBack })}`;
}

/** The URL of the sign-in page with a return URL. */
export function loginPage({ login }: FrontEnd, redirectBack: string): string {
  return `${login.path}?${new URLSearchParams({ [login.parameter]: redirectBack })}`;
}

/** A sign-in page of the reader's own: `/login`, a form that asks for a user. */
const ownLogin: Login = {
  path: "/login",
  parameter: "redirectBack",
  async submit(page, { name }) {
    await page.getByLabel("User").fill(name);
    await page.getByRole("button", { name: "Sign in" }).click();
  },
};

/** The sign-in page of supertokens-auth-react, with an email address and a password. */
const preBuiltLogin: Login = {
  path: "/auth/",
  parameter: "redirectToPath",
  async submit(page, account, core) {
    const user = { email: `${account.name}@example.org`, password: "correct horse 1" };
    if (!account.known) await core.control.createUser(user);
    account.known = true;
    await page.getByPlaceholder("Email address").fill(user.email);
    await page.getByPlaceholder("Password").fill(user.password);
    await page.getByRole("button", { name: "SIGN IN" }).click();
  },
};

const app = { build: buildViteApp, singlePage: true, login: ownLogin } as const;

export const frontEnds: readonly FrontEnd[] = [
  {
    framework: "react",
    variant: "pre-built-ui",
    ...app,
    buildForDevelopment: buildViteAppForDevelopment,
    serverInit: "snippets/react/pre-built-ui/server/init.ts",
    contentSecurityPolicy,
    login: preBuiltLogin,
  },
  {
    framework: "react",
    variant: "custom-ui",
    ...app,
    buildForDevelopment: buildViteAppForDevelopment,
  },
  { framework: "angular", ...app, build: buildAngular },
  { framework: "vue", ...app },
  { framework: "svelte", ...app },
  { framework: "solid", ...app },
  {
    framework: "web-js",
    variant: "npm",
    build: buildVitePages,
    signsInWithoutScript: true,
    login: ownLogin,
  },
  {
    framework: "web-js",
    variant: "script-tags",
    build: buildAsIs,
    signsInWithoutScript: true,
    login: ownLogin,
  },
];

/** The entry of snippets/frameworks.ts that a front end is a variant of. Throws if there is none. */
export function registered({ framework, variant }: FrontEnd): {
  framework: Framework;
  variant: Variant | undefined;
} {
  const found = findFramework(framework);
  const foundVariant = found?.variants?.find(({ id }) => id === variant);
  if (!found || (variant && !foundVariant))
    throw new Error(
      `snippets/frameworks.ts has no ${[framework, variant].filter(Boolean).join(" ")}`,
    );
  return { framework: found, variant: foundVariant };
}
