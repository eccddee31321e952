import { useState } from "react";
import type { CommandView, EquipmentView, LaneView } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";
import { barrierTexts } from "@/console-texts/visits";
import { openBarrier } from "./visit-requests";

interface BarriersProps {
  equipment: Pick<EquipmentView, "lanes" | "devices">;
  canManage: boolean;
}

/** Time in which the gateway may open the barrier. */
const secondsOf = ({ issued_at, expires_at }: CommandView) =>
  Math.round((Date.parse(expires_at) - Date.parse(issued_at)) / 1000);

/** The lanes in service, whose barriers an operator opens with a reason. */
export function Barriers({ equipment: { lanes, devices }, canManage }: BarriersProps) {
  const [sent, setSent] = useState<CommandView>();
  const gatewayOf = ({ gateway_id }: LaneView) =>
    devices.find(({ id, revoked_at }) => id === gateway_id && !revoked_at);
  return (
    <section className="stack" aria-labelledby="barriers">
      <h2 id="barriers">{barrierTexts.title}</h2>
      {sent && <Notice kind="success">{barrierTexts.sent(sent.lane, secondsOf(sent))}</Notice>}
      <Table
        label={barrierTexts.title}
        rows={lanes.filter(({ retired_at }) => !retired_at)}
        keyOf={({ id }) => id}
        emptyText={barrierTexts.none}
        columns={[
          { head: barrierTexts.lane, cell: ({ name }) => name },
          {
            head: barrierTexts.device,
            cell: (lane) => {
              const gateway = gatewayOf(lane);
              if (!gateway) return barrierTexts.noBarrier;
              return (
                <>
                  {gateway.name} <StateTag state={gateway.is_online ? "online" : "offline"} />
                </>
              );
            },
          },
          {
            head: consoleTexts.actions,
            cell: (lane) =>
              canManage &&
              gatewayOf(lane) && (
                <ConfirmAction
                  name={barrierTexts.open}
                  text={barrierTexts.openText}
                  act={(note) => openBarrier(lane.id, note)}
                  onDone={setSent}
                />
              ),
          },
        ]}
      />
    </section>
  );
}
