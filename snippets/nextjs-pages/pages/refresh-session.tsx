import { safeRedirectBack } from "../lib/redirect-back";
import { Renewing } from "../lib/renewing";

/** Static: it is the same for everybody. */
export default function RefreshSession() {
  return <Renewing whereTo={whereTo} />;
}

function whereTo() {
  const query = new URLSearchParams(window.location.search);
  return {
    path: safeRedirectBack(query.get("redirectBack")),
    optional: query.has("optional"),
  };
}
