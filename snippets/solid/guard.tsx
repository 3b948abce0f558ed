import { type Location, Navigate } from "@solidjs/router";
import { createResource, type ParentProps, Show } from "solid-js";
import { hasSession } from "./has-session.ts";

/**
 * Shows the routes inside it when there is a session, and leads to the refresh page if
 * not. It decides only what is shown; the server decides what is sent.
 */
export function RequireSession(props: ParentProps) {
  const [session] = createResource(hasSession);
  return (
    <Show when={!session.loading}>
      <Show when={session()} fallback={<Navigate href={refreshPage} />}>
        {props.children}
      </Show>
    </Show>
  );
}

function refreshPage({ location }: { location: Location }): string {
  const redirectBack = location.pathname + location.search + location.hash;
  return `/refresh-session?${new URLSearchParams({ redirectBack })}`;
}
