import type { ReactNode } from "react";

/** What all pages have in common. Stands for your own components. */
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
