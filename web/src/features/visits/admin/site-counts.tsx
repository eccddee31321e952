import type { SiteCountsView } from "@/api/visit-types";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { countTexts } from "@/console-texts/visits";

/** The live counts of a site and of its levels, as shown to drivers and as stored. */
export function SiteCounts({ counts }: { counts: SiteCountsView }) {
  const figures: [string, number][] = [
    [countTexts.free, counts.free],
    [countTexts.freeStored, counts.free_stored],
    [countTexts.taken, counts.taken],
    [countTexts.total, counts.total],
    [countTexts.difference, counts.difference],
    [countTexts.openVisits, counts.open_visits],
    [countTexts.overdue, counts.overdue],
  ];
  return (
    <section className="stack" aria-labelledby="counts">
      <div className="console-title">
        <h2 id="counts">{countTexts.title}</h2>
        <StateTag state={counts.state} />
      </div>
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name} className={name === countTexts.free ? "figure is-free" : "figure"}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">{countTexts.hint}</p>
      <Table
        label={countTexts.levels}
        rows={counts.levels}
        keyOf={({ zone_id }) => zone_id}
        emptyText={countTexts.noLevels}
        columns={[
          { head: countTexts.level, cell: ({ name, level }) => countTexts.levelName(name, level) },
          { head: countTexts.state, cell: ({ state }) => <StateTag state={state} /> },
          { head: countTexts.free, cell: ({ free }) => free, isNumber: true },
          { head: countTexts.freeStored, cell: ({ free_stored }) => free_stored, isNumber: true },
          { head: countTexts.taken, cell: ({ taken }) => taken, isNumber: true },
          { head: countTexts.difference, cell: ({ difference }) => difference, isNumber: true },
          { head: countTexts.total, cell: ({ total }) => total, isNumber: true },
        ]}
      />
    </section>
  );
}
