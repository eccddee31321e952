import type { ReactNode } from "react";
import type { GuardRailFigures, GuardRailReport as Report } from "@/api/admin";
import { Table } from "@/components/console/table";
import { guardRailTexts } from "@/console-texts/guard-rails";

type ZoneCount = GuardRailFigures["zones"][number];

interface GuardRailReportProps {
  report: Report;
  /** A link to the zone. */
  zone: (zone: ZoneCount) => ReactNode;
}

/** The number of times that each guard-rail applied, in total and by zone. */
export function GuardRailReport({ report, zone }: GuardRailReportProps) {
  return report.guard_rails.map(({ guard_rail: name, count, zones }) => (
    <section key={name} className="panel" aria-labelledby={`guard-rail-${name}`}>
      <div className="console-title">
        <h2 id={`guard-rail-${name}`}>{guardRailTexts.names[name] ?? name}</h2>
        <strong>{guardRailTexts.total(count)}</strong>
      </div>
      <p className="soft">{guardRailTexts.meanings[name]}</p>
      <Table
        label={guardRailTexts.names[name] ?? name}
        rows={zones}
        keyOf={({ zone_id }) => zone_id}
        emptyText={guardRailTexts.none}
        columns={[
          { head: guardRailTexts.zone, cell: zone },
          { head: guardRailTexts.count, cell: (each) => each.count, isNumber: true },
        ]}
      />
    </section>
  ));
}
