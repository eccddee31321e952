import type { ReactNode } from "react";
import type { IncidentView } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { StateTag } from "@/components/console/state-tag";
import { type Column, Table } from "@/components/console/table";
import { consoleTexts } from "@/console-texts/console";
import { incidentTexts } from "@/console-texts/visits";
import { formatDateTime } from "@/lib/time";
import { resolveIncident } from "./visit-requests";

const nameOf = (kind: string) => incidentTexts.kinds[kind] ?? kind;

interface IncidentsTableProps {
  incidents: IncidentView[];
  zone: string;
  canManage: boolean;
  /** Without it the visit has no column. */
  visit?: (id: string) => ReactNode;
}

export function IncidentsTable({ incidents, zone, canManage, visit }: IncidentsTableProps) {
  const columns: Column<IncidentView>[] = [
    { head: incidentTexts.when, cell: ({ at }) => formatDateTime(at, zone) },
    { head: incidentTexts.kind, cell: ({ kind }) => nameOf(kind) },
    { head: incidentTexts.detail, cell: ({ detail }) => detail || "—" },
    { head: incidentTexts.lane, cell: ({ lane }) => lane ?? "—" },
    ...(visit
      ? [{ head: incidentTexts.visit, cell: ({ visit_id }: IncidentView) => (visit_id ? visit(visit_id) : "—") }]
      : []),
    { head: consoleTexts.state, cell: ({ resolved_at }) => <StateTag state={resolved_at ? "resolved" : "open"} /> },
    {
      head: consoleTexts.actions,
      cell: ({ id, kind, lane, resolved_at }) =>
        canManage &&
        !resolved_at && (
          <ConfirmAction
            name={incidentTexts.resolve}
            title={incidentTexts.resolveTitle([nameOf(kind), lane].filter(Boolean).join(", "))}
            text={incidentTexts.resolveText}
            act={(note) => resolveIncident(id, note)}
          />
        ),
    },
  ];
  return (
    <Table
      label={incidentTexts.title}
      rows={incidents}
      keyOf={({ id }) => id}
      emptyText={incidentTexts.none}
      columns={columns}
    />
  );
}
