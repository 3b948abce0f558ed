import { useSessionContext } from "supertokens-auth-react/recipe/session";

export function Account() {
  const session = useSessionContext();
  if (session.loading) return null;
  return (
    <>
      <h1>Account</h1>
      <p>Signed in as {session.userId}</p>
    </>
  );
}
