import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "../../src/plugins/static-pages/content-security-policy.ts";

const sha256 = (text: string) =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function directive(pages: string[], name: string): string | undefined {
  return contentSecurityPolicy(pages)
    .split("; ")
    .find((part) => part.startsWith(`${name} `));
}

describe("contentSecurityPolicy", () => {
  it("allows the inline scripts and styles of all pages by their hash, each once", () => {
    const page =
      '<style>a{b:c}</style><script>1</script><script type="module" src="/a.js"></script>';
    expect(directive([page, page], "script-src")).toBe(`script-src 'self' ${sha256("1")}`);
    expect(directive([page, page], "style-src")).toBe(`style-src 'self' ${sha256("a{b:c}")}`);
  });

  it("counts rules for speculative loading as a script, and structured data not", () => {
    const page =
      '<script type=speculationrules>{}</script><script type="application/ld+json">{"a":1}</script>';
    expect(directive([page], "script-src")).toBe(`script-src 'self' ${sha256("{}")}`);
  });

  it("allows nothing inline or foreign otherwise", () => {
    const policy = contentSecurityPolicy(["<p>Text</p>"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|http:/);
  });
});
