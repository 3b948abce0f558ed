// SHA-256 (FIPS 180-4) without a promise. A refresh takes seven hashes of a few hundred bytes; WebCrypto sends each to
// another thread, which takes longer than the hash.

/** The first 32 bits of the fractional part of a root of the first primes (sections 4.2.2 and 5.3.3). */
const fractions = (count: number, root: number) => {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++)
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes.map((prime) => (prime ** (1 / root) * 2 ** 32) | 0);
};

const initial = Int32Array.from(fractions(8, 2));
const constants = Int32Array.from(fractions(64, 3));
const schedule = new Int32Array(64);

const rotated = (word: number, by: number) => (word >>> by) | (word << (32 - by));

/** The hash of some bytes. */
export function sha256Bytes(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = ((message.length + 8) >> 6) + 1;
  const padded = new Uint8Array(blocks * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const words = new DataView(padded.buffer);
  words.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29));
  words.setUint32(padded.length - 4, message.length << 3);
  const hash = initial.slice();
  for (let at = 0; at < padded.length; at += 64) compress(hash, words, at);
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  hash.forEach((word, i) => {
    view.setInt32(4 * i, word);
  });
  return bytes;
}

/** Section 6.2.2. */
function compress(hash: Int32Array, words: DataView, at: number) {
  const w = schedule;
  for (let t = 0; t < 16; t++) w[t] = words.getInt32(at + 4 * t);
  for (let t = 16; t < 64; t++) {
    const before = w[t - 15] as number;
    const last = w[t - 2] as number;
    const s0 = rotated(before, 7) ^ rotated(before, 18) ^ (before >>> 3);
    const s1 = rotated(last, 17) ^ rotated(last, 19) ^ (last >>> 10);
    w[t] = (w[t - 16] as number) + s0 + (w[t - 7] as number) + s1;
  }
  let [a, b, c, d, e, f, g, h] = hash as unknown as Eight;
  for (let t = 0; t < 64; t++) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const t1 =
      (h + s1 + ((e & f) ^ (~e & g)) + (constants[t] as number) + (w[t] as number)) | 0;
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i] = (hash[i] as number) + word;
  });
}

type Eight = [number, number, number, number, number, number, number, number];
