import { Navigate, useLocation } from "@solidjs/router";
import { createResource, type ParentProps, Show } from "solid-js";
import { hasSession } from "./has-session.ts";

/**
 * Shows the routes inside it when there is a session, and leads to the refresh page when
 * not. It decides what is shown; what is sent, the server decides.
 */
export function RequireSession(props: ParentProps) {
  const { pathname, search } = useLocation();
  const query = new URLSearchParams({ redirectBack: pathname + search });
  const [session] = createResource(hasSession);
  return (
    <Show when={!session.loading}>
      <Show when={session()} fallback={<Navigate href={`/refresh-session?${query}`} />}>
        {props.children}
      </Show>
    </Show>
  );
}
