/** What stands in the log in place of a credential. */
export const masked = "••••••";

const credential =
  /^pass$|passw|passphrase|passcode|pwd|secret|credential|apikey|privatekey|authorization|token$|otp$|^pin$|userinputcode|linkcode/;
/** The session's own tokens: the lab exists to show them, by name. */
const ofSession = /^(?:s|st)?(?:access|refresh|front|anticsrf)token$/;

/** Whether a form field, JSON member or parameter of this name holds a credential. */
export function isCredential(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z]/g, "");
  return credential.test(plain) && !ofSession.test(plain);
}

/** The same path or URL with every credential in its query and fragment masked, those of a return URL included. */
export function maskUrl(url: string): string {
  return url.replace(/([?&#])([^=&#]+)=([^&#]+)/g, (pair, before, name, value) => {
    if (isCredential(decode(name))) return `${before}${name}=${masked}`;
    const inner = decode(value);
    const safe = maskUrl(inner);
    return safe === inner ? pair : `${before}${name}=${encodeURIComponent(safe)}`;
  });
}

/** Undoes percent-encoding, where it is valid. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
