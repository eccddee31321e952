import { useState } from "react";
import type { DeviceView, DeviceWithKey } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { EditForm } from "@/components/console/edit-form";
import { optionsOf, SelectField } from "@/components/console/select-field";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { deviceTexts, secretTexts } from "@/console-texts/equipment";
import { formatDateTime } from "@/lib/time";
import { createDevice, renewDeviceKey, revokeDevice } from "./device-requests";
import { ShownText } from "./shown-text";

interface DevicesProps {
  siteId: string;
  devices: DeviceView[];
  zone: string;
  canManage: boolean;
}

const stateOf = ({ revoked_at, is_online }: DeviceView) => (revoked_at ? "revoked" : is_online ? "online" : "offline");

/** Gateways and screens. The key of a new one is shown until the page is left or the notice is closed. */
export function Devices({ siteId, devices, zone, canManage }: DevicesProps) {
  const [isAdding, setAdding] = useState(false);
  const [created, setCreated] = useState<DeviceWithKey>();
  const close = () => setAdding(false);
  const show = (device: DeviceWithKey) => {
    setCreated(device);
    close();
  };
  return (
    <section className="panel" aria-labelledby="devices">
      <div className="console-title">
        <h2 id="devices">{deviceTexts.title}</h2>
        {canManage && <Button onPress={() => setAdding(true)}>{deviceTexts.add}</Button>}
      </div>
      <Dialog title={deviceTexts.add} isOpen={isAdding} onClose={close}>
        <DeviceForm siteId={siteId} onDone={show} onCancel={close} />
      </Dialog>
      {created && (
        <ShownText
          title={deviceTexts.key(created.device.name)}
          text={created.key}
          hint={secretTexts.once}
          onClose={() => setCreated(undefined)}
        />
      )}
      <Table
        label={deviceTexts.title}
        rows={devices}
        keyOf={({ id }) => id}
        emptyText={deviceTexts.none}
        columns={[
          { head: deviceTexts.name, cell: ({ name }) => name },
          { head: deviceTexts.kind, cell: ({ kind }) => deviceTexts.kinds[kind] ?? kind },
          { head: consoleTexts.state, cell: (device) => <StateTag state={stateOf(device)} /> },
          {
            head: deviceTexts.seen,
            cell: ({ last_seen_at }) => (last_seen_at ? formatDateTime(last_seen_at, zone) : deviceTexts.never),
          },
          {
            head: consoleTexts.actions,
            cell: (device) =>
              canManage && !device.revoked_at && <DeviceActions device={device} onRenewed={setCreated} />,
          },
        ]}
      />
    </section>
  );
}

function DeviceActions({ device, onRenewed }: { device: DeviceView; onRenewed: (device: DeviceWithKey) => void }) {
  const [isRenewing, setRenewing] = useState(false);
  const close = () => setRenewing(false);
  const show = (renewed: DeviceWithKey) => {
    onRenewed(renewed);
    close();
  };
  return (
    <div className="console-actions">
      <Button kind="quiet" onPress={() => setRenewing(true)}>
        {deviceTexts.renew}
      </Button>
      <Dialog title={deviceTexts.renewTitle(device.name)} isOpen={isRenewing} onClose={close}>
        <EditForm
          button={deviceTexts.renew}
          submit={() => renewDeviceKey(device.id)}
          onDone={show}
          onCancel={close}
          isDestructive
        >
          {() => <p>{deviceTexts.renewText}</p>}
        </EditForm>
      </Dialog>
      <ConfirmAction
        name={deviceTexts.revoke}
        title={deviceTexts.revokeTitle(device.name)}
        text={deviceTexts.revokeText}
        isDestructive
        act={(note) => revokeDevice(device.id, note)}
      />
    </div>
  );
}

interface DeviceFormProps {
  siteId: string;
  onDone: (device: DeviceWithKey) => void;
  onCancel: () => void;
}

function DeviceForm({ siteId, onDone, onCancel }: DeviceFormProps) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState("gateway");
  return (
    <EditForm
      button={consoleTexts.add}
      submit={() => createDevice(siteId, { kind, name: name.trim() })}
      onDone={onDone}
      onCancel={onCancel}
    >
      {(errors) => (
        <>
          <Field label={deviceTexts.name} autoFocus isRequired value={name} onChange={setName} error={errors.name} />
          <SelectField
            label={deviceTexts.kind}
            value={kind}
            onChange={setKind}
            options={optionsOf(deviceTexts.kinds)}
            error={errors.kind}
          />
        </>
      )}
    </EditForm>
  );
}
