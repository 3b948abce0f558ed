/**
 * The policy of a site with the pre-built UI. supertokens-auth-react 0.51.3 puts its styles
 * into <style> elements and supports no nonce. These are the hashes of their texts: another
 * version, recipe or `style` option has others, and the browser's console names them.
 */
const styles = [
  "'sha256-PPYGlhQ0+sCueEBe2tjkITaIhX9X1fZZ+bk998eA4L8='",
  "'sha256-dxHdUmN6FwlUKuYcTyR6rwHYJ/in8nFRUguByf/iK84='",
  "'sha256-hDXETLMZBCXTs3P9DhGHG3INJoo2/5RnhEjEDX7YQYY='",
  "'sha256-qRTxymnSmB8kQyS02MBFJ7tqFz2P8iUoeSN5aXXq1dc='",
];

export const contentSecurityPolicy = `default-src 'self'; style-src 'self' ${styles.join(" ")}`;
