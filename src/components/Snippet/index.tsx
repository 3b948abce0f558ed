import Link from "@docusaurus/Link";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import type { ReactNode } from "react";
import type { SnippetProps } from "./props.ts";

/** A block of code: one of the repository's snippets with its proof, or a command or message that a page holds itself. */
export default function Snippet(props: SnippetProps): ReactNode {
  const { title, language, code, javascript, types, source, item, proof } = props;
  return (
    <figure className="snippet">
      <figcaption className="snippet-head">
        {title !== undefined && <span className="snippet-title">{title}</span>}
        <span className="snippet-language">{language}</span>
        {source !== undefined && <SourceLink source={source} />}
        {item !== undefined && (
          <button type="button" className="snippet-add" data-add={item}>
            Add this file
          </button>
        )}
        <button type="button" className="snippet-wrap" data-wrap="" aria-pressed="false">
          Wrap
        </button>
        <button type="button" className="snippet-copy" data-copy="">
          Copy
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's controls */}
      <pre
        className="snippet-body"
        role="group"
        aria-label={title ?? `${language} code`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled, and its names are read, by keyboard
        tabIndex={0}
      >
        <Html as="code" html={code} />
      </pre>
      {types !== undefined && <Html as="ul" html={types} />}
      {javascript !== undefined && <Html as="pre" html={javascript} />}
      {proof !== undefined && <Proof {...props} />}
    </figure>
  );
}

/** HTML from the build. React takes it over as the server wrote it. */
function Html({ as: Tag, html }: { as: "code" | "ul" | "pre"; html: string }): ReactNode {
  return (
    <Tag
      {...(Tag === "ul" && { className: "snippet-types", hidden: true })}
      {...(Tag === "pre" && { className: "snippet-javascript", hidden: true })}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: escaped by src/plugins/snippets/render.ts
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

function SourceLink({ source }: { source: string }): ReactNode {
  const { repositoryUrl } = useDocusaurusContext().siteConfig.customFields ?? {};
  if (typeof repositoryUrl !== "string") return null;
  const file = source.slice(source.lastIndexOf("/") + 1, source.indexOf("#"));
  return (
    <a
      className="snippet-source"
      href={`${repositoryUrl}/blob/HEAD/${source}`}
      aria-label={`Source of ${file}`}
    >
      Source
    </a>
  );
}

function Proof({ framework, proof, scenarios, versions }: SnippetProps): ReactNode {
  const count = `${scenarios} ${scenarios === "1" ? "scenario" : "scenarios"}`;
  const label = {
    verified: `Verified: ${count}`,
    failed: `Failing: ${count}`,
    changed: "Changed since verified",
    unverified: "Not yet verified",
  }[proof ?? "unverified"];
  return (
    <p className="snippet-proof">
      <Link to={`/verification/${framework}`} className="snippet-badge" data-proof={proof}>
        {label}
      </Link>
      {versions && (
        <>
          {" "}
          <span className="snippet-versions">{`with ${versions}`}</span>
        </>
      )}
    </p>
  );
}
