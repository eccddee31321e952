import type { Job } from "@/api/admin";
import { Allowed } from "@/components/console/allowed";
import { ConfirmAction } from "@/components/console/confirm-action";
import { JsonBlock } from "@/components/console/json-block";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { jobTexts } from "@/console-texts/platform";
import { formatDateTime } from "@/lib/time";
import { JobResult } from "./job-result";
import { discardJob, requeueJob } from "./requests";

const STUCK = ["dead", "retrying"];

export function JobsTable({ jobs, zone }: { jobs: Job[]; zone: string }) {
  return (
    <Table
      label={navTexts.jobs}
      rows={jobs}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: jobTexts.kind, cell: ({ kind }) => <code>{kind}</code> },
        { head: consoleTexts.state, cell: ({ state }) => <StateTag state={state} /> },
        { head: jobTexts.runAt, cell: ({ run_at }) => formatDateTime(run_at, zone) },
        { head: jobTexts.attempts, isNumber: true, cell: ({ attempts }) => attempts },
        {
          head: jobTexts.result,
          cell: ({ id, finished_at }) => (finished_at ? <JobResult id={id} zone={zone} /> : "—"),
        },
        { head: jobTexts.error, cell: ({ last_error }) => last_error ?? "—" },
        {
          head: jobTexts.about,
          cell: ({ payload }) => (
            <details>
              <summary>{consoleTexts.open}</summary>
              <JsonBlock value={payload} />
            </details>
          ),
        },
        {
          head: consoleTexts.actions,
          cell: ({ id, state }) =>
            STUCK.includes(state) && (
              <Allowed to="manage_jobs">
                <div className="console-actions">
                  <ConfirmAction
                    name={jobTexts.requeue}
                    text={jobTexts.requeueText}
                    act={(note) => requeueJob(id, note)}
                  />
                  <ConfirmAction
                    name={jobTexts.discard}
                    text={jobTexts.discardText}
                    isDestructive
                    act={(note) => discardJob(id, note)}
                  />
                </div>
              </Allowed>
            ),
        },
      ]}
    />
  );
}
