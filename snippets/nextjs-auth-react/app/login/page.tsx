/** A placeholder for your own sign-in page, or for the pre-built one. */
export default function Login() {
  return <main>Sign in</main>;
}
