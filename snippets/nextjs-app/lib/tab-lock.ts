/**
 * Lets one tab at a time renew the session, with the browser's own lock, which ends with
 * its tab. The SDK's is a note in localStorage, written and read again a moment later: on a
 * busy machine two tabs get it at once, both renew, and the core takes one for a thief.
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
