/** A figure with its unit, in three digits or so: more would be noise. */
export function show(value: number, unit: string): string {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  const text = size > 0 && size < 0.01 ? value.toPrecision(1) : value.toFixed(digits);
  return unit ? `${text} ${unit}` : text;
}
