/** A harmful change of one line of a snippet, and whether a test notices it: `results/mutants.json`, written by `npm run mutants`. */
export interface Mutant {
  /** The snippet's path in the repository. */
  file: string;
  /** The text that is replaced; it occurs once in the file. */
  from: string;
  to: string;
  /** What the change does to those who paste the snippet. */
  harm: string;
  /** The scenario's id, or the titles of the test, that failed first; null if none did. */
  killedBy: string | null;
  /** Why a survivor does no harm: what it changes cannot be observed. */
  equivalent?: string;
}
