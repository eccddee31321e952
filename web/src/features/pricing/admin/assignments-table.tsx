import { useState } from "react";
import type { Tariff, TariffAssignment } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
            canManage && stateOf(assignment, now) !== "over" && <EndAssignment assignment={assignment} />,
        },
      ]}
    />
  );
}

function EndAssignment({ assignment }: { assignment: TariffAssignment }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button kind="danger" onPress={() => setOpen(true)}>
        {assignmentTexts.end}
      </Button>
      <Dialog title={assignmentTexts.endTitle} isOpen={isOpen} onClose={close}>
        <EditForm
          button={assignmentTexts.end}
          isDestructive
          submit={() => endAssignment(assignment.id)}
          onDone={close}
          onCancel={close}
        >
          {() => <p>{assignmentTexts.endText(assignment.place.name)}</p>}
        </EditForm>
      </Dialog>
    </>
  );
}
