import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ADMIN_KEY, fieldProblems, type FieldProblem, type Import, type ImportReport } from "@/api/admin";
import { errorMessage } from "@/api/problem";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts } from "@/console-texts/console";
import { importExportTexts } from "@/console-texts/places";
import { useMutation } from "@/lib/use-mutation";
import { importQuery, importSpots, fileKindOf } from "./place-requests";

interface SelectedFile {
  name: string;
  text: string;
  file: File;
}

const sizeFormat = new Intl.NumberFormat("en", { style: "unit", unit: "kilobyte", maximumFractionDigits: 1 });

function rowsOf({ name, text }: SelectedFile): number {
  if (fileKindOf(name) === "text/csv") return Math.max(0, text.trim().split("\n").length - 1);
  return text.match(/"Feature"/g)?.length ?? 0;
}

/** Previews an import by a dry run, then applies it. */
export function ImportForm({ cityId }: { cityId: string }) {
  const id = useId();
  const client = useQueryClient();
  const [selected, setSelected] = useState<SelectedFile>();
  const send = ({ name, file }: SelectedFile, isDryRun: boolean) =>
    importSpots(cityId, fileKindOf(name), file, isDryRun);
  const dryRun = useMutation({ mutationFn: (file: SelectedFile) => send(file, true) });
  const importing = useMutation({
    mutationFn: (file: SelectedFile) => send(file, false),
    onSuccess: () => client.invalidateQueries({ queryKey: ADMIN_KEY }),
  });
  const choose = async (file: File | undefined) => {
    importing.reset();
    dryRun.reset();
    const next = file && { name: file.name, file, text: await file.text() };
    setSelected(next);
    if (next) dryRun.mutate(next);
  };
  // A dry run returns a report for files of every size.
  const preview = dryRun.data && "error_count" in dryRun.data ? dryRun.data : undefined;
  const error = importing.error ?? dryRun.error;
  const problems = error ? fieldProblems(error) : (preview?.errors ?? []);
  const count = error ? problems.length : (preview?.error_count ?? 0);
  return (
    <div className="stack">
      <p className="soft">{importExportTexts.hint}</p>
      <div className="field">
        <label htmlFor={id}>{importExportTexts.file}</label>
        <input
          id={id}
          type="file"
          accept=".csv,.json,.geojson,text/csv,application/geo+json,application/json"
          onChange={(event) => void choose(event.target.files?.[0])}
          // Allows the same, corrected file to be selected again.
          onClick={(event) => (event.currentTarget.value = "")}
        />
      </div>
      {selected && (
        <p>{importExportTexts.chosen(selected.name, sizeFormat.format(selected.file.size / 1000), rowsOf(selected))}</p>
      )}
      {dryRun.isPending && <Skeleton lines={3} />}
      {(error || count > 0) && (
        <Notice kind="error">{count > 0 ? importExportTexts.invalidRows(count) : errorMessage(error)}</Notice>
      )}
      {problems.length > 0 && <RowProblems wrong={problems} />}
      {importing.data && <Outcome result={importing.data} />}
      {!importing.data && preview && <Report label={importExportTexts.preview} report={preview} />}
      {!importing.data && (
        <div>
          <Button
            isDisabled={!preview || count > 0}
            isPending={importing.isPending}
            onPress={() => selected && importing.mutate(selected)}
          >
            {importExportTexts.import}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The report of a small file, or the progress of a large one. */
function Outcome({ result }: { result: ImportReport | Import }) {
  const started = "state" in result ? result : undefined;
  const { data } = useQuery(importQuery(started?.id));
  const now = data ?? started;
  if (now && now.state !== "done") return <Progress import={now} />;
  return (
    <>
      <Notice kind="success" title={importExportTexts.done} />
      <Report label={importExportTexts.done} report={now ?? (result as ImportReport)} />
    </>
  );
}

function Progress({ import: { state, done, total, error } }: { import: Import }) {
  const id = useId();
  return (
    <div className="stack" role="status">
      <label htmlFor={id}>{importExportTexts.progress}</label>
      <progress id={id} value={done} max={total} />
      <p className="soft">{importExportTexts.written(done, total)}</p>
      {state === "running" && <p className="soft">{importExportTexts.running}</p>}
      {state === "interrupted" && <Notice kind="error">{importExportTexts.interrupted}</Notice>}
      {state === "failed" && <Notice kind="error">{importExportTexts.failed(error ?? "")}</Notice>}
    </div>
  );
}

function RowProblems({ wrong }: { wrong: FieldProblem[] }) {
  return (
    <Table
      label={importExportTexts.what}
      rows={wrong.map((problem, place) => ({ ...problem, place }))}
      keyOf={({ place }) => String(place)}
      emptyText={consoleTexts.none}
      columns={[
        { head: importExportTexts.line, cell: ({ field }) => field },
        { head: importExportTexts.what, cell: ({ detail }) => detail },
      ]}
    />
  );
}

function Report({
  label,
  report,
}: {
  label: string;
  report: Pick<ImportReport, "sites" | "zones" | "spots" | "retired">;
}) {
  const rows = [
    { name: importExportTexts.sites, ...report.sites },
    { name: importExportTexts.zones, ...report.zones },
    { name: importExportTexts.spots, ...report.spots },
  ];
  return (
    <div className="stack">
      <Table
        label={label}
        rows={rows}
        keyOf={({ name }) => name}
        emptyText={consoleTexts.none}
        columns={[
          { head: label, cell: ({ name }) => name },
          { head: importExportTexts.added, isNumber: true, cell: ({ added }) => added },
          { head: importExportTexts.changed, isNumber: true, cell: ({ changed }) => changed },
          { head: importExportTexts.unchanged, isNumber: true, cell: ({ unchanged }) => unchanged },
        ]}
      />
      {report.retired > 0 && <p className="soft">{importExportTexts.retired(report.retired)}</p>}
    </div>
  );
}
