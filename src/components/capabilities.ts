/** What the scenarios of each capability are about, in the order in which pages list them. */
export const capabilityTitles: ReadonlyMap<string, string> = new Map([
  ["verify-session", "Verify the session"],
  ["check-database", "Check the core for revocation"],
  ["verify-jwt", "Verify the token alone"],
  ["optional-session", "Make the session optional"],
  ["require-claim", "Require a claim"],
  ["protect-api", "Protect an API"],
  ["assert-claims", "Assert a claim in a handler"],
  ["middleware", "Refresh and sign out"],
  ["refresh-page", "The refresh page"],
  ["client-guard", "A route that is guarded only in the browser"],
  ["front-token", "The front-end SDK's record of the session"],
  ["sign-in", "Sign in"],
  ["same-origin", "Refuse requests from other sites"],
  ["redirect-back", "The return URL"],
]);

/** Groups things by their capability, in the order of `capabilityTitles`; unknown ones come last. */
export function byCapability<T>(
  things: Iterable<T>,
  capabilityOf: (thing: T) => string,
): { capability: string; title: string; things: T[] }[] {
  const groups = Map.groupBy(things, capabilityOf);
  return [...new Set([...capabilityTitles.keys(), ...groups.keys()])].flatMap((capability) => {
    const group = groups.get(capability);
    if (!group) return [];
    return [
      { capability, title: capabilityTitles.get(capability) ?? capability, things: group },
    ];
  });
}
