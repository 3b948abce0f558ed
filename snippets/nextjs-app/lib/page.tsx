import type { ReactNode } from "react";

/** The layout of all pages. A placeholder for your own components. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main>
      <title>{title}</title>
      <h1>{title}</h1>
      <div>{children}</div>
      <p>
        <a href="/">Home</a>
      </p>
    </main>
  );
}
