import { safeRedirectBack } from "../lib/redirect-back";
import { Renewing } from "../lib/renewing";

/** Static: it is the same for everybody. */
export default function RefreshSession() {
  return <Renewing whereTo={whereTo} />;
}

function whereTo() {
  const { search, hash } = window.location;
  const query = new URLSearchParams(search);
  const path = safeRedirectBack(query.get("redirectBack"));
  return {
    // The server does not see the fragment of the requested URL; the browser carries
    // it over the redirect: RFC 9110, section 10.2.2.
    path: path.includes("#") ? path : path + hash,
    optional: query.has("optional"),
  };
}
