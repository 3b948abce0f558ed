/** The SDK and the JWT snippets fetch unknown keys again after this, in ms. */
export const jwksCooldown = 500;
