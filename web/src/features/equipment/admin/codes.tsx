import { type ReactNode, useState } from "react";
import type { EntryCodeView, LaneView } from "@/api/visit-types";
import { DownloadButton } from "@/components/console/download-button";
import { optionsOf, SelectField } from "@/components/console/select-field";
import { StateTag } from "@/components/console/state-tag";
import { type Column, Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { LabelledCheckbox } from "@/components/ui/chips";
import { Dialog } from "@/components/ui/dialog";
import { consoleTexts } from "@/console-texts/console";
import { codeTexts, tagTexts } from "@/console-texts/equipment";
import { type Language, languageNames } from "@/lib/language";
import { canWriteTags } from "@/lib/nfc";
import { CodeActions, CodeSheets } from "./code-actions";
import { CodeForm, type SpotPicker } from "./code-form";
import { saveSheets } from "./code-requests";
import { CodeTags } from "./code-tags";

interface CodesProps {
  siteId: string;
  codes: EntryCodeView[];
  lanes: LaneView[];
  canManage: boolean;
  spotPicker: SpotPicker;
}

const isPrintable = ({ revoked_at, is_rotating }: EntryCodeView) => !revoked_at && !is_rotating;

/** The codes of a site: sheets to print, NFC tags, and what replaces a copied code. */
export function Codes({ siteId, codes, lanes, canManage, spotPicker }: CodesProps) {
  const [isIssuing, setIssuing] = useState(false);
  const [showsRevoked, setShowsRevoked] = useState(false);
  const [language, setLanguage] = useState<Language>("en");
  const close = () => setIssuing(false);
  const shown = showsRevoked ? codes : codes.filter(({ revoked_at }) => !revoked_at);
  return (
    <section className="panel" aria-labelledby="codes">
      <div className="console-title">
        <h2 id="codes">{codeTexts.title}</h2>
        <div className="console-actions">
          {codes.some(isPrintable) && (
            <DownloadButton name={codeTexts.sheets} save={() => saveSheets(siteId, language)} />
          )}
          {canManage && <Button onPress={() => setIssuing(true)}>{codeTexts.issue}</Button>}
        </div>
      </div>
      <Dialog title={codeTexts.issue} isOpen={isIssuing} onClose={close}>
        <CodeForm siteId={siteId} lanes={lanes} spotPicker={spotPicker} onDone={close} onCancel={close} />
      </Dialog>
      <div className="filters">
        <SelectField
          label={codeTexts.language}
          value={language}
          onChange={(value) => setLanguage(value as Language)}
          options={optionsOf(languageNames)}
        />
        {codes.some(({ revoked_at }) => revoked_at) && (
          <LabelledCheckbox label={codeTexts.also} isSelected={showsRevoked} onChange={setShowsRevoked} />
        )}
      </div>
      {canManage && !canWriteTags() && <p className="soft">{tagTexts.noWriter}</p>}
      <Table
        label={codeTexts.title}
        rows={shown}
        keyOf={({ id }) => id}
        emptyText={codeTexts.none}
        columns={columnsOf({ canManage, language })}
      />
    </section>
  );
}

function columnsOf({ canManage, language }: { canManage: boolean; language: Language }): Column<EntryCodeView>[] {
  return [
    { head: codeTexts.kind, cell: ({ kind }) => codeTexts.kinds[kind] ?? kind },
    { head: codeTexts.place, cell: placeOf },
    { head: codeTexts.words, cell: ({ words }) => <code>{words}</code> },
    { head: consoleTexts.state, cell: ({ revoked_at }) => <StateTag state={revoked_at ? "revoked" : "active"} /> },
    { head: codeTexts.tags, cell: (code) => <CodeTags code={code} canManage={canManage} /> },
    {
      head: consoleTexts.actions,
      cell: (code) =>
        code.revoked_at ? null : (
          <div className="console-actions">
            {!code.is_rotating && <CodeSheets code={code} language={language} />}
            {canManage && <CodeActions code={code} />}
          </div>
        ),
    },
  ];
}

function placeOf({ lane, spot, is_rotating, revoked_reason }: EntryCodeView): ReactNode {
  return [lane ?? spot ?? codeTexts.noLane, is_rotating && codeTexts.onScreen, revoked_reason]
    .filter(Boolean)
    .join(", ");
}
