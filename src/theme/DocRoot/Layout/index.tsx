import { useDocsSidebar } from "@docusaurus/plugin-content-docs/client";
import type { Props } from "@theme/DocRoot/Layout";
import DocSidebar from "@theme/DocSidebar";
import type { ReactNode } from "react";

/** The sidebar and the page next to it. */
export default function DocRootLayout({ children }: Props): ReactNode {
  const sidebar = useDocsSidebar();
  return (
    <div className="sheet">
      {sidebar && (
        <DocSidebar path="" onCollapse={() => {}} isHidden={false} sidebar={sidebar.items} />
      )}
      {children}
    </div>
  );
}
