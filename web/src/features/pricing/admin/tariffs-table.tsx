import type { ReactNode } from "react";
import type { City, TariffSummary } from "@/api/admin";
import { Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { tariffTexts } from "@/console-texts/pricing";

interface TariffsTableProps {
  tariffs: TariffSummary[];
  link: (tariff: TariffSummary) => ReactNode;
  cityOf: (id: string) => Pick<City, "name">;
}

export function TariffsTable({ tariffs, link, cityOf }: TariffsTableProps) {
  return (
    <Table
      label={navTexts.tariffs}
      rows={tariffs}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: tariffTexts.name, cell: link },
        { head: consoleTexts.city, cell: ({ city_id }) => cityOf(city_id).name },
        { head: tariffTexts.rules, cell: ({ rules }) => rules ?? "—" },
        { head: tariffTexts.version, cell: ({ current_version }) => current_version ?? tariffTexts.noVersion },
        { head: tariffTexts.assignments, cell: ({ assignments }) => assignments, isNumber: true },
      ]}
    />
  );
}
