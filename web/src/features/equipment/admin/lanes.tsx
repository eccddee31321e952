import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ADMIN_KEY } from "@/api/admin";
import { errorMessage } from "@/api/problem";
import type { DeviceView, EquipmentView, LaneView } from "@/api/visit-types";
import { ConfirmButton } from "@/components/console/confirm-button";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";
import { laneTexts } from "@/console-texts/equipment";
import { useMutation } from "@/lib/use-mutation";
import { updateLane } from "./device-requests";
import { LaneForm } from "./lane-form";

interface LanesProps {
  siteId: string;
  equipment: Pick<EquipmentView, "lanes" | "devices">;
  canManage: boolean;
}

/** The entrances and exits of a site. */
export function Lanes({ siteId, equipment: { lanes, devices }, canManage }: LanesProps) {
  const [edited, setEdited] = useState<LaneView | "new">();
  const close = () => setEdited(undefined);
  const lane = edited === "new" ? undefined : edited;
  return (
    <section className="panel" aria-labelledby="lanes">
      <div className="console-title">
        <h2 id="lanes">{laneTexts.title}</h2>
        {canManage && <Button onPress={() => setEdited("new")}>{laneTexts.add}</Button>}
      </div>
      <Dialog title={lane ? laneTexts.edit(lane.name) : laneTexts.add} isOpen={edited !== undefined} onClose={close}>
        <LaneForm siteId={siteId} lane={lane} devices={devices} onDone={close} onCancel={close} />
      </Dialog>
      <Table
        label={laneTexts.title}
        rows={lanes}
        keyOf={({ id }) => id}
        emptyText={laneTexts.none}
        columns={[
          { head: laneTexts.name, cell: ({ name }) => name },
          { head: laneTexts.direction, cell: ({ direction }) => laneTexts.directions[direction] ?? direction },
          { head: laneTexts.gateway, cell: ({ gateway_id }) => gatewayName(gateway_id, devices) },
          {
            head: consoleTexts.state,
            cell: ({ retired_at }) => <StateTag state={retired_at ? "retired" : "in_service"} />,
          },
          {
            head: consoleTexts.actions,
            cell: (row) => canManage && <LaneActions lane={row} onEdit={() => setEdited(row)} />,
          },
        ]}
      />
    </section>
  );
}

function gatewayName(id: string | null | undefined, devices: DeviceView[]): string {
  return id ? (devices.find((device) => device.id === id)?.name ?? "—") : laneTexts.noGateway;
}

function LaneActions({ lane, onEdit }: { lane: LaneView; onEdit: () => void }) {
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: () => updateLane(lane.id, { is_retired: false }),
    onSuccess: () => client.invalidateQueries({ queryKey: ADMIN_KEY }),
  });
  if (lane.retired_at)
    return (
      <>
        <Button kind="quiet" isPending={restore.isPending} onPress={() => restore.mutate()}>
          {laneTexts.restore}
        </Button>
        {restore.error && <Notice kind="error">{errorMessage(restore.error)}</Notice>}
      </>
    );
  return (
    <div className="console-actions">
      <Button kind="quiet" onPress={onEdit}>
        {consoleTexts.edit}
      </Button>
      <ConfirmButton
        name={laneTexts.retire}
        title={laneTexts.retireTitle(lane.name)}
        text={laneTexts.retireText}
        act={() => updateLane(lane.id, { is_retired: true })}
      />
    </div>
  );
}
