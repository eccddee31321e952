import type { EntryCodeView } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { SaveButton } from "@/components/ui/save-button";
import { codeTexts } from "@/console-texts/equipment";
import type { Language } from "@/lib/language";
import { canWriteTags } from "@/lib/nfc";
import { reissueCode, revokeCode, saveSheet } from "./code-requests";
import { EnrolTag } from "./enrol-tag";
import { CopyButton } from "./shown-text";
import { WriteTag } from "./write-tag";

/** The printable sheet of a code. */
export function CodeSheets({ code, language }: { code: EntryCodeView; language: Language }) {
  return (["svg", "pdf"] as const).map((kind) => (
    <SaveButton
      key={kind}
      label={codeTexts.named(codeTexts[kind], code.words)}
      save={() => saveSheet(code, kind, language)}
    >
      {codeTexts[kind]}
    </SaveButton>
  ));
}

export function CodeActions({ code }: { code: EntryCodeView }) {
  return (
    <>
      {code.url &&
        (canWriteTags() ? <WriteTag url={code.url} /> : <CopyButton text={code.url} name={codeTexts.copyAddress} />)}
      {!code.is_rotating && <EnrolTag codeId={code.id} />}
      <ConfirmAction
        name={codeTexts.reissue}
        title={codeTexts.reissueTitle(code.words)}
        text={codeTexts.reissueText}
        act={(note) => reissueCode(code.id, note)}
      />
      <ConfirmAction
        name={codeTexts.revoke}
        title={codeTexts.revokeTitle(code.words)}
        text={codeTexts.revokeText}
        isDestructive
        act={(note) => revokeCode(code.id, note)}
      />
    </>
  );
}
