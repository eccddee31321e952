import type { ReactNode } from "react";
import type { AdminVisitView } from "@/api/visit-types";
import { StateTag } from "@/components/console/state-tag";
import { type Column, Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { visitConsoleTexts } from "@/console-texts/visits";
import { formatMoney } from "@/lib/money";
import { formatDateTime } from "@/lib/time";
import { placeOf, visitState } from "./visit-words";

interface VisitsTableProps {
  visits: AdminVisitView[];
  link: (visit: AdminVisitView) => ReactNode;
  label?: string;
  emptyText?: string;
  /** Without it the site has no column. */
  site?: (visit: AdminVisitView) => ReactNode;
  /** Without it there is no column for actions. */
  actions?: (visit: AdminVisitView) => ReactNode;
}

export function VisitsTable({
  visits,
  link,
  label = navTexts.visits,
  emptyText = consoleTexts.none,
  site,
  actions,
}: VisitsTableProps) {
  const columns: Column<AdminVisitView>[] = [
    { head: visitConsoleTexts.driver, cell: link },
    { head: visitConsoleTexts.plate, cell: ({ plate }) => plate ?? "—" },
    ...(site ? [{ head: visitConsoleTexts.site, cell: site }] : []),
    { head: visitConsoleTexts.place, cell: placeOf },
    { head: visitConsoleTexts.arrived, cell: ({ arrived_at, time_zone }) => formatDateTime(arrived_at, time_zone) },
    {
      head: visitConsoleTexts.until,
      cell: ({ ended_at, bound_at, time_zone }) => formatDateTime(ended_at ?? bound_at, time_zone),
    },
    { head: consoleTexts.state, cell: ({ state }) => <StateTag state={visitState(state)} /> },
    { head: visitConsoleTexts.cost, cell: ({ cost_so_far }) => formatMoney(cost_so_far), isNumber: true },
    ...(actions ? [{ head: consoleTexts.actions, cell: actions }] : []),
  ];
  return <Table label={label} rows={visits} keyOf={({ id }) => id} emptyText={emptyText} columns={columns} />;
}
