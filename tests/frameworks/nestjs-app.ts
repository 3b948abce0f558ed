import type { DynamicModule, INestApplication, LoggerService, Type } from "@nestjs/common";
import type { RunningMockCore } from "../../mock-core/src/index.ts";
import { coreForSnippets } from "./app.ts";

/** What the tests use of snippets/nestjs/, which has decorators and so a TypeScript configuration of its own. */
export interface Snippets {
  AppModule: Type;
  createApp: () => Promise<INestApplication>;
  ErrorPageFilter: Type;
  SessionErrorFilter: Type;
  SessionGuard: Type;
}

/** The snippets, with a mock core behind them. They read the environment once: set it before. */
export async function loadSnippets(): Promise<{ core: RunningMockCore; snippets: Snippets }> {
  const core = await coreForSnippets();
  const load = (file: string): Promise<Snippets> => import(`../../snippets/nestjs/${file}.ts`);
  const [app, page, errors, guard] = await Promise.all(
    ["app", "error-page", "session-error", "session-guard"].map(load),
  );
  return { core, snippets: { ...page, ...errors, ...guard, ...app } as Snippets };
}

/** A module without a decorator. */
export function moduleOf(parts: Omit<DynamicModule, "module">): DynamicModule {
  return { module: class {}, ...parts };
}

/** A logger that keeps what is wrong. */
export class Complaints implements LoggerService {
  readonly lines: string[] = [];
  log(): void {}
  warn(message: unknown): void {
    this.lines.push(String(message));
  }
  error(message: unknown): void {
    this.lines.push(String(message));
  }
}

/** Listens on a free port of this machine. */
export async function listen(app: INestApplication): Promise<string> {
  await app.listen(0, "127.0.0.1");
  return app.getUrl();
}
