import type { ReactNode } from "react";
import type { City, ManagedSpot } from "@/api/admin";
import { StateTag } from "@/components/console/state-tag";
import { type Column, Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { spotTexts } from "@/console-texts/places";
import { formatMoney } from "@/lib/money";

interface SpotsTableProps {
  spots: ManagedSpot[];
  cityOf: (id: string) => Pick<City, "currency">;
  link: (spot: ManagedSpot) => ReactNode;
}

export function SpotsTable({ spots, cityOf, link }: SpotsTableProps) {
  const columns: Column<ManagedSpot>[] = [
    { head: spotTexts.label, cell: link },
    { head: spotTexts.reference, cell: ({ source_ref }) => <code>{source_ref}</code> },
    {
      head: spotTexts.rateShort,
      isNumber: true,
      cell: ({ city_id, rate_minor_per_hour: amount_minor }) =>
        formatMoney({ amount_minor, currency: cityOf(city_id).currency }),
    },
    {
      head: spotTexts.attributes,
      cell: ({ attributes }) => attributes.map((name) => spotTexts.attributeNames[name] ?? name).join(", ") || "—",
    },
    { head: consoleTexts.state, cell: ({ retired_at }) => <StateTag state={retired_at ? "retired" : "in_service"} /> },
  ];
  return (
    <Table label={navTexts.spots} columns={columns} rows={spots} keyOf={({ id }) => id} emptyText={consoleTexts.none} />
  );
}
