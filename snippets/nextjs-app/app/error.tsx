"use client";

/** What a page shows when it fails. */
export default function ErrorPage() {
  return (
    <main>
      <h1>Something went wrong</h1>
      <p>
        <button type="button" onClick={() => window.location.reload()}>
          Try again
        </button>
      </p>
    </main>
  );
}
