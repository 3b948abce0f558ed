import { installChoices, showChoices } from "../components/Choice/client.ts";
import { installLab } from "../components/Lab/client.ts";
import { installCopyFrom } from "../components/PageActions/client.ts";
import { installSandbox } from "../components/Sandbox/client.ts";
import { installSearch } from "../components/Search/client.ts";
import { installCopy } from "../components/Snippet/copy.ts";
import { installHovers } from "../components/Snippet/hover.ts";
import { installJavaScript } from "../components/Snippet/javascript.ts";
import { installWrap, markWrap } from "../components/Snippet/wrap.ts";
import { installTerms } from "../components/Term/client.ts";
import { installContents, showCurrent } from "./contents.ts";
import { installSections } from "./sections.ts";
import { installTheme, markTheme } from "./theme.ts";

installTheme();
installChoices();
installContents();
installSections();
installSearch(document);
installCopy(document);
installCopyFrom(document);
installHovers(document);
installJavaScript(document);
installTerms(document);
installWrap(document);
installSandbox(document);
installLab(document);

/** With `docusaurus start` React draws the page after this module has run, and again on each navigation. */
export function onRouteDidUpdate(): void {
  markTheme();
  markWrap(document);
  showChoices();
  showCurrent();
}
