import type { Replay, ReplayFigures } from "@/api/admin";
import { Table } from "@/components/console/table";
import { replayTexts } from "@/console-texts/replay";
import { formatMoney } from "@/lib/money";
import { ReplayChart } from "./replay-chart";

const stayCount = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

type Row = ReplayFigures & { key: string; name: string };

/** The figures of each zone and their totals; with an elasticity, also those that are expected. */
export function ReplayResult({ replay: { zones, totals, currency } }: { replay: Replay }) {
  if (!zones.length) return <p className="none">{replayTexts.noStays}</p>;
  const money = (amount_minor: number) => formatMoney({ amount_minor, currency });
  const rows: Row[] = [
    ...zones.map((zone) => ({ ...zone, key: zone.zone_id, name: zone.street })),
    { ...totals, key: "total", name: replayTexts.total },
  ];
  const expected = [
    {
      head: replayTexts.expectedStays,
      cell: (row: Row) => (row.expected ? stayCount.format(row.expected.stays) : "—"),
    },
    {
      head: replayTexts.expectedRevenue,
      cell: (row: Row) => (row.expected ? money(row.expected.revenue_minor) : "—"),
    },
  ];
  const counts = [
    [replayTexts.dearer, "dearer"],
    [replayTexts.cheaper, "cheaper"],
    [replayTexts.capsHit, "caps_hit"],
    [replayTexts.refused, "refused"],
  ] as const;
  return (
    <>
      <ReplayChart zones={zones} currency={currency} />
      <Table
        label={replayTexts.result}
        rows={rows}
        keyOf={({ key }) => key}
        emptyText={replayTexts.noStays}
        columns={[
          { head: replayTexts.zone, cell: ({ key, name }) => (key === "total" ? <strong>{name}</strong> : name) },
          { head: replayTexts.stays, cell: ({ stays }) => stays, isNumber: true },
          { head: replayTexts.before, cell: ({ before_minor }) => money(before_minor), isNumber: true },
          { head: replayTexts.after, cell: ({ after_minor }) => money(after_minor), isNumber: true },
          {
            head: replayTexts.difference,
            cell: ({ before_minor, after_minor }) => money(after_minor - before_minor),
            isNumber: true,
          },
          ...(totals.expected ? expected.map((column) => ({ ...column, isNumber: true })) : []),
          ...counts.map(([head, name]) => ({ head, cell: (row: Row) => row[name], isNumber: true })),
        ]}
      />
    </>
  );
}
