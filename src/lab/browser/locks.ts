/** The Web Locks of one browser (https://w3c.github.io/web-locks/): exclusive ones, which all its tabs share. */
export class Locks {
  readonly #last = new Map<string, Promise<void>>();

  /** Settles with a function that releases the lock when nobody before holds it. */
  async acquire(name: string): Promise<() => void> {
    const before = this.#last.get(name);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#last.set(
      name,
      (before ?? Promise.resolve()).then(() => held),
    );
    await before;
    return release;
  }
}
