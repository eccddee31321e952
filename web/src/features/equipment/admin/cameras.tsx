import { useState } from "react";
import type { CameraWithUrl, EquipmentView, LaneView } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { EditForm } from "@/components/console/edit-form";
import { optionsOf, SelectField } from "@/components/console/select-field";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { cameraTexts, secretTexts } from "@/console-texts/equipment";
import { formatDateTime } from "@/lib/time";
import { createCamera, revokeCamera } from "./device-requests";
import { ShownText } from "./shown-text";

interface CamerasProps {
  siteId: string;
  equipment: Pick<EquipmentView, "lanes" | "cameras">;
  zone: string;
  canManage: boolean;
}

/** Cameras that read plates. The address of a new one is shown until the page is left or the notice is closed. */
export function Cameras({ siteId, equipment: { lanes, cameras }, zone, canManage }: CamerasProps) {
  const [isAdding, setAdding] = useState(false);
  const [created, setCreated] = useState<CameraWithUrl>();
  const close = () => setAdding(false);
  const show = (camera: CameraWithUrl) => {
    setCreated(camera);
    close();
  };
  const inService = lanes.filter(({ retired_at }) => !retired_at);
  return (
    <section className="panel" aria-labelledby="cameras">
      <div className="console-title">
        <h2 id="cameras">{cameraTexts.title}</h2>
        {canManage && inService.length > 0 && <Button onPress={() => setAdding(true)}>{cameraTexts.add}</Button>}
      </div>
      {canManage && !inService.length && <p className="soft">{cameraTexts.needsLane}</p>}
      <Dialog title={cameraTexts.add} isOpen={isAdding} onClose={close}>
        <CameraForm siteId={siteId} lanes={inService} onDone={show} onCancel={close} />
      </Dialog>
      {created && (
        <ShownText
          title={cameraTexts.url(created.camera.name)}
          text={created.url}
          hint={secretTexts.once}
          onClose={() => setCreated(undefined)}
        />
      )}
      <Table
        label={cameraTexts.title}
        rows={cameras}
        keyOf={({ id }) => id}
        emptyText={cameraTexts.none}
        columns={[
          { head: cameraTexts.name, cell: ({ name }) => name },
          { head: cameraTexts.vendor, cell: ({ vendor }) => cameraTexts.vendors[vendor] ?? vendor },
          { head: cameraTexts.lane, cell: ({ lane_id }) => lanes.find(({ id }) => id === lane_id)?.name ?? "—" },
          {
            head: consoleTexts.state,
            cell: ({ revoked_at }) => <StateTag state={revoked_at ? "revoked" : "active"} />,
          },
          {
            head: cameraTexts.lastRead,
            cell: ({ last_read_at }) => (last_read_at ? formatDateTime(last_read_at, zone) : "—"),
          },
          {
            head: consoleTexts.actions,
            cell: ({ id, name, revoked_at }) =>
              canManage &&
              !revoked_at && (
                <ConfirmAction
                  name={cameraTexts.revoke}
                  title={cameraTexts.revokeTitle(name)}
                  text={cameraTexts.revokeText}
                  isDestructive
                  act={(note) => revokeCamera(id, note)}
                />
              ),
          },
        ]}
      />
    </section>
  );
}

interface CameraFormProps {
  siteId: string;
  lanes: LaneView[];
  onDone: (camera: CameraWithUrl) => void;
  onCancel: () => void;
}

function CameraForm({ siteId, lanes, onDone, onCancel }: CameraFormProps) {
  const [name, setName] = useState("");
  const [vendor, setVendor] = useState("plate_recognizer");
  const [lane, setLane] = useState(lanes[0]?.id ?? "");
  const submit = () => createCamera(siteId, { name: name.trim(), vendor, lane_id: lane });
  return (
    <EditForm button={consoleTexts.add} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <Field label={cameraTexts.name} autoFocus isRequired value={name} onChange={setName} error={errors.name} />
          <SelectField
            label={cameraTexts.vendor}
            value={vendor}
            onChange={setVendor}
            options={optionsOf(cameraTexts.vendors)}
            error={errors.vendor}
          />
          <SelectField
            label={cameraTexts.lane}
            value={lane}
            onChange={setLane}
            options={lanes.map(({ id, name: label }) => ({ value: id, label }))}
            error={errors.lane_id}
          />
        </>
      )}
    </EditForm>
  );
}
