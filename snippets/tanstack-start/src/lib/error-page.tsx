import { type ErrorComponentProps, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { notAllowed } from "./refusal.ts";

export function ErrorPage({ error }: ErrorComponentProps) {
  return error instanceof Error && error.message === notAllowed ? (
    <Message title="Not allowed">{notAllowed}</Message>
  ) : (
    <Message title="Something went wrong" />
  );
}

export function NotFoundPage() {
  return <Message title="Not found" />;
}

function Message({ title, children }: { title: string; children?: ReactNode }) {
  const { searchStr } = useLocation();
  return (
    <>
      <title>{title}</title>
      <h1>{title}</h1>
      {children && <p>{children}</p>}
      {/* A full page load, because the data of this page alone may have failed. Without the path,
          which "//evil.example/" would make a link to another site. */}
      <p>
        <a href={searchStr || "?"}>Try again</a>
      </p>
    </>
  );
}
