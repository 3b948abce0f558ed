/** Shown where a loader has failed. */
export function Unreachable() {
  return (
    <main>
      <p role="alert">The server cannot be reached. Load the page again.</p>
    </main>
  );
}
