import { describe, expect, test, vi } from "vitest";
import { startMockCore } from "../../mock-core/src/index.ts";
import { canRun } from "../../sandboxes/runtimes.ts";
import { apiKey, type Change, goSandbox, startGo } from "../support/go-app.ts";

const minutes = 60_000;
const runs = await canRun("go", "the test of Gin");

describe.runIf(runs)("Gin, whose chain goes on when a handler returns", () => {
  test(
    "without Abort, the route runs although VerifySession has responded 401",
    async () => {
      vi.stubEnv("MODULE", "gin");
      const changes: Change[] = [
        ["gin/app.go", "\t\tc.Abort()\n", ""],
        ["gin/app.go", "gin.WrapF(app.AdminData)", "secret"],
        [
          "gin/app.go",
          "// requireSession is",
          'func secret(c *gin.Context) { c.String(200, "for nobody") }\n\n// requireSession is',
        ],
      ];
      const answer = async (name: string, changes: Change[]) => {
        const core = await startMockCore({ apiKeys: [apiKey] });
        const app = await startGo(await goSandbox(name, changes), core);
        try {
          const response = await fetch(`${app.url}/api/admin`);
          return { status: response.status, text: await response.text() };
        } finally {
          await app.stop();
          await core.close();
        }
      };
      const leak = await answer("gin-goes-on", changes);
      expect(leak.status).toBe(401);
      expect(leak.text).toContain("for nobody");
      const refused = await answer("gin-aborts", changes.slice(1));
      expect(refused).toEqual({ status: 401, text: '{"message":"unauthorised"}' });
      vi.unstubAllEnvs();
    },
    3 * minutes,
  );
});
