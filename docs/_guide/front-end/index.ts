/** What the guides of the front ends say in the same words: parts of the pages in docs/, which import them as `Guide`. */
export { default as FrontToken } from "./front-token.mdx";
export { default as GuardLimits } from "./guard-limits.mdx";
export { default as NoLoop } from "./no-loop.mdx";
export { default as OneIndexHtml } from "./one-index-html.mdx";
export { default as OwnOrigins } from "./own-origins.mdx";
export { default as OwnPaths } from "./own-paths.mdx";
export { default as Posts } from "./posts.mdx";
export { default as PreBuiltUi } from "./pre-built-ui.mdx";
export { default as ShortForm } from "./short-form.mdx";
export { default as SignOutCoreDown } from "./sign-out-core-down.mdx";
export { default as TabLock } from "./tab-lock.mdx";
export { default as ThreeEnds } from "./three-ends.mdx";
export { default as TimeLimit } from "./time-limit.mdx";
export { default as WhatHappensWhen } from "./what-happens-when.mdx";
