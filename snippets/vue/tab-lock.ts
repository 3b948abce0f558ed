/**
 * Lets one tab at a time renew the session, with the browser's own lock, which is released
 * when its tab closes. The SDK's lock is an entry in localStorage, written and read again a
 * moment later: on a busy machine two tabs can both acquire it, both renew, and the core
 * reports token theft.
 */
export async function tabLock() {
  let release = () => {};
  return {
    acquireLock: (name: string) =>
      new Promise<boolean>((resolve, reject) => {
        const held = () =>
          new Promise<void>((done) => {
            release = done;
            resolve(true);
          });
        navigator.locks.request(`supertokens ${name}`, held).catch(reject);
      }),
    releaseLock: async () => release(),
  };
}
