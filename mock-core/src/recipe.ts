import type { Check } from "./check.ts";
import type { Endpoints } from "./endpoint.ts";
import type { App } from "./state.ts";

/** A recipe of the core: its endpoints, and what it holds of an app. */
export type Recipe = {
  endpoints: Endpoints;
  tables?: Table<never>[];
  /** The core's name for it in "UserId is already in use in … recipe" (UserIdMapping.java). */
  name?: string;
  /** Whether it holds data under a user id. */
  holds?(app: App, userId: string): boolean;
  /** Deletes what it holds under a user id; with a tenant, what belongs to that tenant alone. */
  forget?(app: App, userId: string, tenantId?: string): void;
};

/** Gives a recipe's rows of an app. Snapshots hold them under its title, each row checked. */
export type Table<Row> = {
  (app: App): Map<string, Row>;
  title: string;
  check: Check<Row>;
};

export function table<Row>(title: string, check: Check<Row>): Table<Row> {
  const rows = (app: App) => {
    const held = app.tables.get(title) ?? new Map();
    app.tables.set(title, held);
    return held as Map<string, Row>;
  };
  return Object.assign(rows, { title, check });
}

/** Deletes the rows that fit. */
export function deleteRows<Row>(
  rows: Map<string, Row>,
  fits: (row: Row, key: string) => boolean,
) {
  for (const [key, row] of rows) if (fits(row, key)) rows.delete(key);
}
