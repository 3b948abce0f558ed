import { renewSession } from "./renew-session.ts";

const outcome = await renewSession(window.location);
if ("next" in outcome) window.location.replace(outcome.next);
else document.body.textContent = outcome.problem;
