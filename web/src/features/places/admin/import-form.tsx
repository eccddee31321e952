import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ADMIN, fieldProblems, type FieldProblem, type Import, type ImportReport } from "@/api/admin";
import { tell } from "@/api/problem";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts } from "@/console-texts/console";
import { exchangeTexts } from "@/console-texts/places";
import { importQuery, importSpots, kindOf } from "./place-requests";

interface Chosen {
  name: string;
  text: string;
  file: File;
}

const sizeFormat = new Intl.NumberFormat("en", { style: "unit", unit: "kilobyte", maximumFractionDigits: 1 });

function rowsOf({ name, text }: Chosen): number {
  if (kindOf(name) === "text/csv") return Math.max(0, text.trim().split("\n").length - 1);
  return text.match(/"Feature"/g)?.length ?? 0;
}

/** A file of spots: what it would change is shown first, then all of it is taken. */
export function ImportForm({ cityId }: { cityId: string }) {
  const id = useId();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>();
  const send = ({ name, file }: Chosen, isDryRun: boolean) => importSpots(cityId, kindOf(name), file, isDryRun);
  const trial = useMutation({ mutationFn: (file: Chosen) => send(file, true) });
  const sent = useMutation({
    mutationFn: (file: Chosen) => send(file, false),
    onSuccess: () => client.invalidateQueries({ queryKey: ADMIN }),
  });
  const choose = async (file: File | undefined) => {
    sent.reset();
    trial.reset();
    const next = file && { name: file.name, file, text: await file.text() };
    setChosen(next);
    if (next) trial.mutate(next);
  };
  // A dry run answers with a report, however large the file is.
  const preview = trial.data && "error_count" in trial.data ? trial.data : undefined;
  const error = sent.error ?? trial.error;
  const wrong = error ? fieldProblems(error) : (preview?.errors ?? []);
  const count = error ? wrong.length : (preview?.error_count ?? 0);
  return (
    <div className="stack">
      <p className="soft">{exchangeTexts.hint}</p>
      <div className="field">
        <label htmlFor={id}>{exchangeTexts.file}</label>
        <input
          id={id}
          type="file"
          accept=".csv,.json,.geojson,text/csv,application/geo+json,application/json"
          onChange={(event) => void choose(event.target.files?.[0])}
          // The same file, mended, is to be chosen again.
          onClick={(event) => (event.currentTarget.value = "")}
        />
      </div>
      {chosen && <p>{exchangeTexts.chosen(chosen.name, sizeFormat.format(chosen.file.size / 1000), rowsOf(chosen))}</p>}
      {trial.isPending && <Skeleton lines={3} />}
      {(error || count > 0) && <Notice kind="problem">{count > 0 ? exchangeTexts.wrong(count) : tell(error)}</Notice>}
      {wrong.length > 0 && <WrongRows wrong={wrong} />}
      {sent.data && <Outcome answer={sent.data} />}
      {!sent.data && preview && <Report label={exchangeTexts.would} report={preview} />}
      {!sent.data && (
        <div>
          <Button
            isDisabled={!preview || count > 0}
            isPending={sent.isPending}
            onPress={() => chosen && sent.mutate(chosen)}
          >
            {exchangeTexts.import}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The report of a small file, or the progress of a large one. */
function Outcome({ answer }: { answer: ImportReport | Import }) {
  const started = "state" in answer ? answer : undefined;
  const { data } = useQuery(importQuery(started?.id));
  const now = data ?? started;
  if (now && now.state !== "done") return <Progress import={now} />;
  return (
    <>
      <Notice kind="good" title={exchangeTexts.done} />
      <Report label={exchangeTexts.done} report={now ?? (answer as ImportReport)} />
    </>
  );
}

function Progress({ import: { state, done, total, error } }: { import: Import }) {
  const id = useId();
  return (
    <div className="stack" role="status">
      <label htmlFor={id}>{exchangeTexts.progress}</label>
      <progress id={id} value={done} max={total} />
      <p className="soft">{exchangeTexts.written(done, total)}</p>
      {state === "running" && <p className="soft">{exchangeTexts.running}</p>}
      {state === "interrupted" && <Notice kind="problem">{exchangeTexts.interrupted}</Notice>}
      {state === "failed" && <Notice kind="problem">{exchangeTexts.failed(error ?? "")}</Notice>}
    </div>
  );
}

function WrongRows({ wrong }: { wrong: FieldProblem[] }) {
  return (
    <Table
      label={exchangeTexts.what}
      rows={wrong.map((problem, place) => ({ ...problem, place }))}
      keyOf={({ place }) => String(place)}
      none={consoleTexts.none}
      columns={[
        { head: exchangeTexts.line, cell: ({ field }) => field },
        { head: exchangeTexts.what, cell: ({ detail }) => detail },
      ]}
    />
  );
}

function Report({ label, report }: { label: string; report: Pick<ImportReport, "zones" | "spots" | "retired"> }) {
  const rows = [
    { name: exchangeTexts.zones, ...report.zones },
    { name: exchangeTexts.spots, ...report.spots },
  ];
  return (
    <div className="stack">
      <Table
        label={label}
        rows={rows}
        keyOf={({ name }) => name}
        none={consoleTexts.none}
        columns={[
          { head: label, cell: ({ name }) => name },
          { head: exchangeTexts.added, isNumber: true, cell: ({ added }) => added },
          { head: exchangeTexts.changed, isNumber: true, cell: ({ changed }) => changed },
          { head: exchangeTexts.unchanged, isNumber: true, cell: ({ unchanged }) => unchanged },
        ]}
      />
      {report.retired > 0 && <p className="soft">{exchangeTexts.retired(report.retired)}</p>}
    </div>
  );
}
