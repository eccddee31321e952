import { useState } from "react";
import type { Tariff, TariffDraft } from "@/api/admin";
import { ConfirmButton } from "@/components/console/confirm-button";
import { EditForm } from "@/components/console/edit-form";
import { StateTag } from "@/components/console/state-tag";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { occupancyTexts } from "@/console-texts/pricing";
import { formatDateTime } from "@/lib/time";
import { isOutdated, stateOfDraft } from "./draft-state";
import { EvidenceTable } from "./evidence-table";
import { discardDraft, draftVersion, publishDraft } from "./occupancy-requests";
import { PeriodFields, usePastPeriod } from "./period-fields";
import { PublishForm } from "./publish-form";

/** Drafts a version from a past period. */
export function DraftForm({ tariff, onDone, onCancel }: { tariff: Tariff; onDone: () => void; onCancel: () => void }) {
  const { state, setState, period } = usePastPeriod();
  return (
    <EditForm
      button={occupancyTexts.makeDraft}
      submit={() => draftVersion(tariff.id, period)}
      onDone={onDone}
      onCancel={onCancel}
    >
      {(errors) => (
        <>
          <p className="soft">{occupancyTexts.draftHint}</p>
          <PeriodFields state={state} onChange={setState} zone={tariff.time_zone} errors={errors} />
        </>
      )}
    </EditForm>
  );
}

interface DraftListProps {
  tariff: Tariff;
  drafts: TariffDraft[];
  canManage: boolean;
}

/** All drafts, newest first; the newest is open. */
export function DraftList({ tariff, drafts, canManage }: DraftListProps) {
  if (!drafts.length) return <p className="none">{occupancyTexts.noDrafts}</p>;
  return drafts.map((draft, index) => (
    <details key={draft.id} className="draft" open={index === 0}>
      <summary>
        {occupancyTexts.draftOf(formatDateTime(draft.created_at, tariff.time_zone))}{" "}
        <StateTag state={stateOfDraft(draft)} />
      </summary>
      <Draft draft={draft} tariff={tariff} canManage={canManage} />
    </details>
  ));
}

function Draft({ draft, tariff, canManage }: { draft: TariffDraft; tariff: Tariff; canManage: boolean }) {
  const isOpen = stateOfDraft(draft) === "open";
  const isStale = isOutdated(draft, tariff);
  return (
    <div className="stack">
      <p className="tariff-rules">{draft.rules}</p>
      <EvidenceTable evidence={draft.evidence} zone={tariff.time_zone} currency={tariff.currency} />
      {isOpen && !draft.changes && <Notice>{occupancyTexts.noChanges}</Notice>}
      {isOpen && draft.changes && isStale && <Notice>{occupancyTexts.outdated}</Notice>}
      {isOpen && canManage && (
        <div className="dialog-actions">
          <ConfirmButton
            name={occupancyTexts.discard}
            text={occupancyTexts.discardText}
            act={() => discardDraft(draft.id)}
          />
          {draft.changes && !isStale && <PublishDraft draft={draft} zone={tariff.time_zone} />}
        </div>
      )}
    </div>
  );
}

function PublishDraft({ draft, zone }: { draft: TariffDraft; zone: string }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{occupancyTexts.publish}</Button>
      <Dialog title={occupancyTexts.publish} isOpen={isOpen} onClose={close}>
        <p>{occupancyTexts.publishText}</p>
        <PublishForm zone={zone} submit={(at) => publishDraft(draft.id, at)} onDone={close} />
      </Dialog>
    </>
  );
}
