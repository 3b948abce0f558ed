import { createSignal } from "solid-js";
import { problemBefore, signIn } from "./sign-in.ts";

export function LoginPage() {
  const [problem, setProblem] = createSignal(problemBefore());

  async function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    try {
      window.location.replace(await signIn(event.currentTarget));
    } catch (error) {
      setProblem(`Signing in failed. ${error instanceof Error ? error.message : ""}`);
    }
  }

  return (
    <>
      <h1>Sign in</h1>
      <form method="post" onSubmit={submit}>
        <label>
          User <input name="user" required autocomplete="username" value="alice" />
        </label>
        <label>
          Role <input name="role" placeholder="admin, suspended or none" />
        </label>
        <button type="submit">Sign in</button>
      </form>
      <p role="alert">{problem()}</p>
    </>
  );
}
