import { init } from "supertokens-node";
import { init as initEmailPassword } from "supertokens-node/recipe/emailpassword";
import { init as initEmailVerification } from "supertokens-node/recipe/emailverification";
import { init as initSession } from "supertokens-node/recipe/session";
import { coreUri, origin } from "./config.ts";
import "./core-timeout.ts";
import { sendEmail } from "./send-email.ts";

init({
  framework: "express",
  supertokens: { connectionURI: coreUri, apiKey: process.env.SUPERTOKENS_API_KEY },
  appInfo: { appName: "Example", apiDomain: origin, websiteDomain: origin },
  recipeList: [
    initEmailPassword(),
    // Adds a global validator: getSession and verifySession throw INVALID_CLAIMS until the
    // claim `st-ev` is true.
    initEmailVerification({
      mode: "REQUIRED",
      emailDelivery: {
        override: (original) => ({
          ...original,
          sendEmail: ({ user, emailVerifyLink }) => sendEmail(user.email, emailVerifyLink),
        }),
      },
    }),
    initSession({
      getTokenTransferMethod: () => "cookie",
      antiCsrf: "VIA_CUSTOM_HEADER",
    }),
  ],
});
