import type Ssr from "supertokens-auth-react/lib/build/nextjs/ssr";
import untyped from "supertokens-auth-react/nextjs/ssr";
import { appInfo } from "./config";

// The types of this entry point are published under another name: 0.51.3 declares nothing here.
export const ssr: typeof Ssr = untyped;

ssr.init({ appInfo });
