import { holdFrontEnd } from "./hold-front-end.ts";
import { holdShortRefreshPage } from "./short-refresh-page.ts";

holdFrontEnd("web-js");
holdShortRefreshPage();
