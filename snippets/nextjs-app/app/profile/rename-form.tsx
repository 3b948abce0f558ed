"use client";

import { useActionState } from "react";
import { rename } from "./actions";

/** Where to go when a refresh does not help. */
const refreshPage = `/refresh-session?${new URLSearchParams({ redirectBack: "/profile" })}`;

export function RenameForm() {
  const [nickname, action, pending] = useActionState(submit, "");
  return (
    <form action={action}>
      <label>
        Nickname <input name="nickname" required />
      </label>
      <button type="submit" disabled={pending}>
        Save
      </button>
      <output>{nickname && `Saved: ${nickname}`}</output>
    </form>
  );
}

async function submit(_before: string, form: FormData): Promise<string> {
  // Throws if the response is not an action's, including the proxy's 401.
  const saved = await rename(form).catch(() => undefined);
  if (saved === undefined) window.location.assign(refreshPage);
  return saved ?? "";
}
