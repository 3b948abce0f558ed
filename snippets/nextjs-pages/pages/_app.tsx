import type { AppProps } from "next/app";
import "../lib/front-end";
import { NotAllowed } from "../lib/not-allowed";
import { currentPath, Renewing } from "../lib/renewing";

interface PageProps {
  /** Set by a page that found no valid session. */
  fromSupertokens?: "needs-refresh";
  /** Set where the session lacks a claim of the page. */
  notAllowed?: boolean;
}

export default function App({ Component, pageProps }: AppProps<PageProps>) {
  if (pageProps.fromSupertokens === "needs-refresh") return <Renewing whereTo={here} />;
  if (pageProps.notAllowed) return <NotAllowed />;
  return <Component {...pageProps} />;
}

function here() {
  return { path: currentPath() };
}
