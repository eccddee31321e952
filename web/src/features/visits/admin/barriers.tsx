import { useState } from "react";
import type { CommandView, EquipmentView, LaneView } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";
import { barrierTexts } from "@/console-texts/visits";
import { formatDateTime } from "@/lib/time";
import { openBarrier } from "./visit-requests";
import { isUnderWay } from "./visit-words";

interface BarriersProps {
  equipment: Pick<EquipmentView, "lanes" | "devices">;
  zone: string;
  canManage: boolean;
}

/** Time in which the gateway may open the barrier. */
const secondsOf = ({ issued_at, expires_at }: CommandView) =>
  Math.round((Date.parse(expires_at) - Date.parse(issued_at)) / 1000);

/** The lanes in service, whose barriers an operator opens with a reason. */
export function Barriers({ equipment: { lanes, devices }, zone, canManage }: BarriersProps) {
  const [sent, setSent] = useState<CommandView>();
  const gatewayOf = ({ gateway_id }: LaneView) =>
    devices.find(({ id, revoked_at }) => id === gateway_id && !revoked_at);
  // Until its outcome is in the table.
  const last = lanes.find(({ last_command }) => last_command?.id === sent?.id)?.last_command ?? sent;
  return (
    <section className="stack" aria-labelledby="barriers">
      <h2 id="barriers">{barrierTexts.title}</h2>
      {sent && last && isUnderWay(last) && (
        <Notice kind="success">{barrierTexts.sent(sent.lane, secondsOf(sent))}</Notice>
      )}
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
            head: barrierTexts.last,
            cell: ({ last_command: command }) =>
              command ? (
                <>
                  {formatDateTime(command.issued_at, zone)} <StateTag state={command.state} />
                </>
              ) : (
                "—"
              ),
          },
          {
            head: consoleTexts.actions,
            cell: (lane) =>
              canManage &&
              gatewayOf(lane) && (
                <ConfirmAction
                  name={barrierTexts.open}
                  title={barrierTexts.openTitle(lane.name)}
                  text={barrierTexts.openText(lane.name)}
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
