import { useLoaderData } from "react-router";
import type { User } from "./guard.ts";

export function Account() {
  const { userId } = useLoaderData<User>();
  return (
    <>
      <h1>Account</h1>
      <p>Signed in as {userId}</p>
    </>
  );
}
