import { type ReactNode, useState } from "react";
import type { AdminLevelCountView, SiteCountsView } from "@/api/visit-types";
import { EditForm } from "@/components/console/edit-form";
import { SelectField } from "@/components/console/select-field";
import { Table } from "@/components/console/table";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { countTexts, incidentTexts, recountTexts } from "@/console-texts/visits";
import { formatDateTime } from "@/lib/time";
import { recountSite } from "./visit-requests";

interface RecountsProps {
  siteId: string;
  counts: Pick<SiteCountsView, "levels" | "recounts">;
  zone: string;
  canManage: boolean;
  by: (actor: string) => ReactNode;
}

/** Counts by operators, with the form for a new count. */
export function Recounts({ siteId, counts: { levels, recounts }, zone, canManage, by }: RecountsProps) {
  const names = new Map(levels.map(({ zone_id, name, level }) => [zone_id, countTexts.levelName(name, level)]));
  return (
    <section className="panel" aria-labelledby="recounts">
      <h2 id="recounts">{recountTexts.title}</h2>
      {canManage && <RecountForm siteId={siteId} levels={levels} />}
      <Table
        label={recountTexts.title}
        rows={recounts}
        keyOf={({ id }) => id}
        emptyText={recountTexts.none}
        columns={[
          { head: incidentTexts.when, cell: ({ at }) => formatDateTime(at, zone) },
          {
            head: countTexts.level,
            cell: ({ zone_id }) => (zone_id ? (names.get(zone_id) ?? "—") : countTexts.wholeSite),
          },
          { head: recountTexts.counted, cell: ({ counted }) => counted, isNumber: true },
          { head: recountTexts.computed, cell: ({ computed }) => computed, isNumber: true },
          { head: countTexts.difference, cell: ({ difference }) => difference, isNumber: true },
          { head: consoleTexts.reason, cell: ({ reason }) => reason },
          { head: consoleTexts.by, cell: ({ actor }) => by(actor) },
        ]}
      />
    </section>
  );
}

function RecountForm({ siteId, levels }: { siteId: string; levels: AdminLevelCountView[] }) {
  const [level, setLevel] = useState("");
  const [counted, setCounted] = useState("");
  const [note, setNote] = useState("");
  const isNumber = /^\s*\d{1,6}\s*$/.test(counted);
  const submit = () =>
    // A negative number stands for a text that is none; the api refuses it.
    recountSite(siteId, {
      ...(level && { zone_id: level }),
      counted: isNumber ? Number(counted) : -1,
      note: note.trim(),
    });
  const clear = () => {
    setCounted("");
    setNote("");
  };
  return (
    <EditForm button={recountTexts.record} submit={submit} onDone={clear}>
      {(errors) => (
        <>
          <p className="soft">{recountTexts.text}</p>
          <div className="pair">
            <SelectField
              label={countTexts.level}
              value={level}
              onChange={setLevel}
              options={[
                { value: "", label: countTexts.wholeSite },
                ...levels.map(({ zone_id, name, level: floor }) => ({
                  value: zone_id,
                  label: countTexts.levelName(name, floor),
                })),
              ]}
              error={errors.zone_id}
            />
            <Field
              label={recountTexts.counted}
              inputMode="numeric"
              isRequired
              value={counted}
              onChange={setCounted}
              error={errors.counted}
            />
            <Field
              label={consoleTexts.reason}
              isRequired
              maxLength={500}
              value={note}
              onChange={setNote}
              error={errors.note}
            />
          </div>
        </>
      )}
    </EditForm>
  );
}
