import type { Tariff, TariffAssignment } from "@/api/admin";
import { ConfirmButton } from "@/components/console/confirm-button";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts } from "@/console-texts/console";
import { assignmentTexts } from "@/console-texts/pricing";
import { formatDateTime } from "@/lib/time";
import { vehicleTexts } from "@/texts/identity";
import { endAssignment } from "./requests";

interface AssignmentsTableProps {
  tariff: Tariff;
  now: number;
  canManage: boolean;
}

function stateOf({ in_force, starts_at, ends_at }: TariffAssignment, now: number): string {
  if (in_force) return "active";
  return Date.parse(starts_at) > now && (!ends_at || Date.parse(ends_at) > now) ? "coming" : "over";
}

const placeName = ({ place: { kind, name } }: TariffAssignment) => `${assignmentTexts.kinds[kind] ?? kind}: ${name}`;

export function AssignmentsTable({ tariff, now, canManage }: AssignmentsTableProps) {
  const zone = tariff.time_zone;
  return (
    <Table
      label={assignmentTexts.title}
      rows={tariff.assignments}
      keyOf={({ id }) => id}
      emptyText={assignmentTexts.none}
      columns={[
        { head: assignmentTexts.place, cell: placeName },
        {
          head: assignmentTexts.class,
          cell: ({ vehicle_class }) =>
            vehicle_class ? (vehicleTexts.classes[vehicle_class] ?? vehicle_class) : assignmentTexts.allClasses,
        },
        { head: assignmentTexts.from, cell: ({ starts_at }) => formatDateTime(starts_at, zone) },
        {
          head: assignmentTexts.to,
          cell: ({ ends_at }) => (ends_at ? formatDateTime(ends_at, zone) : assignmentTexts.noEnd),
        },
        { head: consoleTexts.state, cell: (assignment) => <StateTag state={stateOf(assignment, now)} /> },
        {
          head: consoleTexts.actions,
          cell: (assignment) =>
            canManage &&
            stateOf(assignment, now) !== "over" && (
              <ConfirmButton
                name={assignmentTexts.end}
                title={assignmentTexts.endTitle}
                text={assignmentTexts.endText(assignment.place.name)}
                act={() => endAssignment(assignment.id)}
              />
            ),
        },
      ]}
    />
  );
}
