import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ADMIN, fieldProblems, type FieldProblem, type ImportReport } from "@/api/admin";
import { tell } from "@/api/problem";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { consoleTexts, exchangeTexts } from "@/console-texts";
import { importSpots, kindOf } from "./requests";

interface Chosen {
  name: string;
  text: string;
  size: number;
}

const sizeFormat = new Intl.NumberFormat("en", { style: "unit", unit: "kilobyte", maximumFractionDigits: 1 });

function rowsOf({ name, text }: Chosen): number {
  if (kindOf(name) === "text/csv") return Math.max(0, text.trim().split("\n").length - 1);
  return text.match(/"Feature"/g)?.length ?? 0;
}

/** A file of spots: checked as a whole, and taken when all of it is right. */
export function ImportForm({ cityId }: { cityId: string }) {
  const id = useId();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>();
  const sent = useMutation({
    mutationFn: ({ name, text }: Chosen) => importSpots(cityId, kindOf(name), text),
    onSuccess: () => client.invalidateQueries({ queryKey: ADMIN }),
  });
  const choose = async (file: File | undefined) => {
    sent.reset();
    setChosen(file && { name: file.name, size: file.size, text: await file.text() });
  };
  const wrong = fieldProblems(sent.error);
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
      {chosen && <p>{exchangeTexts.chosen(chosen.name, sizeFormat.format(chosen.size / 1000), rowsOf(chosen))}</p>}
      <div>
        <Button
          isDisabled={!chosen || !cityId}
          isPending={sent.isPending}
          onPress={() => chosen && sent.mutate(chosen)}
        >
          {exchangeTexts.check}
        </Button>
      </div>
      {sent.error && (
        <Notice kind="problem">{wrong.length ? exchangeTexts.wrong(wrong.length) : tell(sent.error)}</Notice>
      )}
      {wrong.length > 0 && <WrongRows wrong={wrong} />}
      {sent.data && <Report report={sent.data} />}
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

function Report({ report }: { report: ImportReport }) {
  const rows = [
    { name: exchangeTexts.zones, ...report.zones },
    { name: exchangeTexts.spots, ...report.spots },
  ];
  return (
    <div className="stack">
      <Notice kind="good" title={exchangeTexts.done}>
        {report.retired > 0 && exchangeTexts.retired(report.retired)}
      </Notice>
      <Table
        label={exchangeTexts.done}
        rows={rows}
        keyOf={({ name }) => name}
        none={consoleTexts.none}
        columns={[
          { head: exchangeTexts.thing, cell: ({ name }) => name },
          { head: exchangeTexts.added, isNumber: true, cell: ({ added }) => added },
          { head: exchangeTexts.changed, isNumber: true, cell: ({ changed }) => changed },
          { head: exchangeTexts.unchanged, isNumber: true, cell: ({ unchanged }) => unchanged },
        ]}
      />
    </div>
  );
}
