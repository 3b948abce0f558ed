import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: "Example" };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>{children}</body>
    </html>
  );
}
