import type { AppProps } from "next/app";
import "../lib/front-end";
import { currentAddress, Renewing } from "../lib/renewing";

interface PageProps {
  /** Set by a page that found no valid session. */
  fromSupertokens?: "needs-refresh";
}

export default function App({ Component, pageProps }: AppProps<PageProps>) {
  if (pageProps.fromSupertokens === "needs-refresh") return <Renewing whereTo={here} />;
  return <Component {...pageProps} />;
}

function here() {
  return { address: currentAddress() };
}
