import Link from "@docusaurus/Link";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import type { ReactNode } from "react";

export default function Footer(): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  return (
    <footer className="footer">
      <div className="footer-inner">
        <p>
          All code on this site has been run. <Link to="/verification">How</Link>
        </p>
        <p>
          Text and site: MIT. Snippets: 0BSD, no notice required.{" "}
          <a href={String(siteConfig.customFields?.repositoryUrl)}>Source</a>
        </p>
      </div>
    </footer>
  );
}
