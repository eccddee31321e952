import { useState } from "react";
import type { DeviceView, LaneView } from "@/api/visit-types";
import { EditForm } from "@/components/console/edit-form";
import { optionsOf, SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { laneTexts } from "@/console-texts/equipment";
import { createLane, updateLane } from "./device-requests";

interface LaneFormProps {
  siteId: string;
  /** Undefined to add a lane. */
  lane: LaneView | undefined;
  devices: DeviceView[];
  onDone: () => void;
  onCancel: () => void;
}

export function LaneForm({ siteId, lane, devices, onDone, onCancel }: LaneFormProps) {
  const [name, setName] = useState(lane?.name ?? "");
  const [direction, setDirection] = useState(lane?.direction ?? "in");
  const [gateway, setGateway] = useState(lane?.gateway_id ?? "");
  const gateways = devices.filter(
    ({ id, kind, revoked_at }) => kind === "gateway" && (!revoked_at || id === lane?.gateway_id),
  );
  const submit = () => {
    const body = { name: name.trim(), direction, gateway_id: gateway || null };
    return lane ? updateLane(lane.id, body) : createLane(siteId, body);
  };
  return (
    <EditForm button={lane ? consoleTexts.save : consoleTexts.add} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <Field label={laneTexts.name} autoFocus isRequired value={name} onChange={setName} error={errors.name} />
          <SelectField
            label={laneTexts.direction}
            value={direction}
            onChange={setDirection}
            options={optionsOf(laneTexts.directions)}
            error={errors.direction}
          />
          <SelectField
            label={laneTexts.gateway}
            value={gateway}
            onChange={setGateway}
            options={[
              { value: "", label: laneTexts.noGateway },
              ...gateways.map((device) => ({ value: device.id, label: device.name })),
            ]}
            error={errors.gateway_id}
          />
        </>
      )}
    </EditForm>
  );
}
