import type { ReactNode } from "react";
import { Choice } from "../Choice/index.tsx";
import InGuide from "../InGuide/index.tsx";

/** The three questions of "Start here", and the guides that they lead to. */
export default function Questions(): ReactNode {
  return (
    <ol className="questions">
      <li>
        <p>What renders your pages?</p>
        <Choice of="framework" />
        <p>
          Verify the session there: <InGuide />
        </p>
      </li>
      <li>
        <p>What runs in the browser?</p>
        <Choice of="front-end" />
        <p>
          Add the refresh page to it: <InGuide kind="front-end" />
        </p>
      </li>
      <li>
        <p>Who draws the login form?</p>
        <Choice of="ui" />
        <p className="by-ui">
          <span data-for="pre-built-ui">
            SuperTokens does. The guides call that the pre-built UI; it comes with
            supertokens-auth-react.
          </span>{" "}
          <span data-for="custom-ui">
            You do. The guides call that a custom UI; supertokens-web-js does the rest.
          </span>
        </p>
      </li>
    </ol>
  );
}
