/** A figure of `npm run bench`, with the budget that must hold and the aim behind it. */
export interface Figure {
  what: string;
  /** Of the value, the budget and the aim; empty for a plain number. KiB are 1024 bytes, KB and MB are decimal. */
  unit: "" | "KiB" | "KB" | "MB" | "s" | "ms" | "µs" | "/s";
  /** The worst value allowed. */
  budget?: number;
  /** The value wished for. */
  aim?: number;
  /** Budget and aim are lower bounds, not upper ones. */
  atLeast?: true;
}

/** A figure as it was measured. */
export interface Measurement extends Figure {
  group: string;
  /** Its name in the group. */
  figure: string;
  value: number;
  verdict: string;
}

/** What `npm run bench -- --json results/bench.json` writes. */
export interface Bench {
  machine: string;
  results: Measurement[];
}

/** A figure with its unit, in three digits or so: more would be noise. */
export function show(value: number, unit: string): string {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  const text = size > 0 && size < 0.01 ? value.toPrecision(1) : value.toFixed(digits);
  return unit ? `${text} ${unit}` : text;
}
