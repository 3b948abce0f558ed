import { useActiveDocContext } from "@docusaurus/plugin-content-docs/client";
import { PageMetadata } from "@docusaurus/theme-common";
import { usePluginData } from "@docusaurus/useGlobalData";
import type { Contents } from "@site/src/plugins/contents/index.ts";
import DocSidebar from "@theme/DocSidebar";
import Footer from "@theme/Footer";
import type { Props } from "@theme/Layout";
import LayoutProvider from "@theme/Layout/Provider";
import Navbar from "@theme/Navbar";
import type { ReactNode } from "react";

/** What every page has around its own content. The content brings its own `<main id="content">`. */
export default function Layout({ children, title, description }: Props): ReactNode {
  return (
    <LayoutProvider>
      <PageMetadata title={title} description={description} />
      <a className="skip" href="#content">
        Skip to content
      </a>
      <Navbar />
      <ContentsElsewhere />
      {children}
      <Footer />
    </LayoutProvider>
  );
}

/** The contents behind the button of the top bar, on the pages that do not have them next to their text (src/theme/DocRoot). */
function ContentsElsewhere(): ReactNode {
  const { activeDoc } = useActiveDocContext(undefined);
  const { sidebar } = usePluginData("contents") as Contents;
  if (activeDoc) return null;
  return <DocSidebar path="" onCollapse={() => {}} isHidden sidebar={sidebar} />;
}
