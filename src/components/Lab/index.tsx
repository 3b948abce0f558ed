import Link from "@docusaurus/Link";
import { usePluginData } from "@docusaurus/useGlobalData";
import type { LabData } from "@site/src/plugins/lab/index.ts";
import type { ReactNode } from "react";

/** The lab: a session to break, in the page itself. Without scripts it says so and leads to the recordings; client.ts starts it. */
export default function Lab(): ReactNode {
  const { files } = usePluginData("lab") as LabData;
  return (
    <section className="lab wide" aria-label="Session lab" data-lab={JSON.stringify(files)}>
      <div className="sandbox" data-lab-place="">
        <p className="sandbox-about">
          The code of the Hono guide, the SDK and a core in memory, in a worker of this page:
          sign in, break the session and see every request. Nothing leaves your browser. Without
          JavaScript, <Link to="/scenarios">the recorded runs</Link> show the same.
        </p>
        <p className="sandbox-actions">
          <button type="button" className="button primary" data-lab-start="lab">
            Start the lab
          </button>
        </p>
      </div>
      <p className="sandbox-status" role="status" data-lab-status="" />
    </section>
  );
}

/** "Replay here" on a scenario's page: runs the scenario's steps in the page. Nothing where the lab's framework has no recording. */
export function ReplayHere({ scenario }: { scenario: string }): ReactNode {
  const { files, scenarios } = usePluginData("lab") as LabData;
  const cannot = scenarios[scenario];
  if (cannot === undefined) return null;
  return (
    <section
      className="lab lab-replay wide"
      aria-label="Replay"
      data-lab={JSON.stringify(files)}
      data-lab-replay={`/lab/scenarios/${scenario}.json`}
    >
      {cannot === null ? (
        <div data-lab-place="">
          <p className="sandbox-actions">
            <button type="button" className="button" data-lab-start="replay">
              Replay here
            </button>
          </p>
          <p className="label">
            Runs these steps with the code of the Hono guide in a worker of this page, and
            compares what happens with the recording.
          </p>
        </div>
      ) : (
        <p className="label">No replay here. {cannot}</p>
      )}
      <p className="sandbox-status" role="status" data-lab-status="" />
    </section>
  );
}
