import Session from "supertokens-web-js/recipe/session";

/** As in the server's live.ts. */
const sessionEnded = 4401;

/**
 * Opens the socket and reopens it when it ends, with a renewed session if the session has
 * expired.
 * @param onEnd is called when the visitor is no longer signed in
 */
export async function openLive(
  onMessage: (message: string) => void,
  onEnd: () => void,
): Promise<void> {
  // A script does not see the status of a refused upgrade. This renews a session that has
  // expired, so that the upgrade has a valid token.
  if (!(await Session.doesSessionExist())) return onEnd();
  const socket = new WebSocket(new URL("/live", window.location.origin));
  let opened = false;
  socket.onopen = () => {
    opened = true;
  };
  socket.onmessage = ({ data }) => onMessage(String(data));
  socket.onclose = async ({ code }) => {
    // Revoked, expired or refused: only a refresh shows whether there is a session.
    if (code === sessionEnded || !opened) {
      const renewed = await Session.attemptRefreshingSession().catch(() => undefined);
      if (renewed === false) return onEnd();
    }
    // Not all clients at once, and not without a pause.
    setTimeout(() => openLive(onMessage, onEnd), 1_000 + Math.random() * 4_000);
  };
}
