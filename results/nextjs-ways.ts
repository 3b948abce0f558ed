/** A way to verify a session in Next.js, as `tests/frameworks/nextjs-ways.test.ts` measures it: `results/nextjs-ways.json`. */
export interface MeasuredWay {
  label: string;
  /** The JavaScript that the page loads, and one with a server action. */
  kilobytes: { page: number; action: number | null };
  /** What a visit costs and where it ends, by the state of the session. */
  states: Record<string, { requests: string[]; core: string[]; end: string }>;
}
