import type Ssr from "supertokens-auth-react/lib/build/nextjs/ssr";
import untyped from "supertokens-auth-react/nextjs/ssr";
import { appInfo } from "./config";

/**
 * Verifies no claim, as the names of its functions say: neither yours nor those of other
 * recipes, e.g. a verified e-mail address or a second factor. A page that needs one has to look
 * into `accessTokenPayload`.
 *
 * The types of this entry point are published under another name: 0.51.3 declares nothing here.
 */
export const ssr: typeof Ssr = untyped;

ssr.init({ appInfo });
