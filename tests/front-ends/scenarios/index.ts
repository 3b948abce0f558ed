import type { Scenario } from "../scene.ts";
import { client } from "./client.ts";
import { frontToken } from "./front-token.ts";
import { posts } from "./posts.ts";
import { refresh } from "./refresh.ts";
import { tabs } from "./tabs.ts";
import { trouble } from "./trouble.ts";

/** Everything that a front end must do in a browser, in the order of the pages. */
export const scenarios: readonly Scenario[] = [
  ...refresh,
  ...trouble,
  ...tabs,
  ...client,
  ...posts,
  ...frontToken,
];
