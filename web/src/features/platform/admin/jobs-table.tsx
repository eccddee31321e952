import type { Job } from "@/api/admin";
import { Deed } from "@/components/console/confirm-action";
import { Json } from "@/components/console/json-block";
import { State } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { jobTexts } from "@/console-texts/platform";
import { formatMoment } from "@/lib/time";
import { discardJob, requeueJob } from "./requests";

const STUCK = ["dead", "retrying"];

/** Jobs, and what can be done with those that are stuck. */
export function JobsTable({ jobs, zone }: { jobs: Job[]; zone: string }) {
  return (
    <Table
      label={navTexts.jobs}
      rows={jobs}
      keyOf={({ id }) => id}
      none={consoleTexts.none}
      columns={[
        { head: jobTexts.kind, cell: ({ kind }) => <code>{kind}</code> },
        { head: consoleTexts.state, cell: ({ state }) => <State is={state} /> },
        { head: jobTexts.runAt, cell: ({ run_at }) => formatMoment(run_at, zone) },
        { head: jobTexts.attempts, isNumber: true, cell: ({ attempts }) => attempts },
        { head: jobTexts.error, cell: ({ last_error }) => last_error ?? "—" },
        {
          head: jobTexts.about,
          cell: ({ payload }) => (
            <details>
              <summary>{consoleTexts.open}</summary>
              <Json value={payload} />
            </details>
          ),
        },
        {
          head: consoleTexts.actions,
          cell: ({ id, state }) =>
            STUCK.includes(state) && (
              <div className="console-actions">
                <Deed name={jobTexts.requeue} text={jobTexts.requeueText} act={(note) => requeueJob(id, note)} />
                <Deed
                  name={jobTexts.discard}
                  text={jobTexts.discardText}
                  isGrave
                  act={(note) => discardJob(id, note)}
                />
              </div>
            ),
        },
      ]}
    />
  );
}
