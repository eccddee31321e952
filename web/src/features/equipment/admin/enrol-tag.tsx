import { useState } from "react";
import type { EnrolledTagView } from "@/api/visit-types";
import { EditForm } from "@/components/console/edit-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { tagTexts } from "@/console-texts/equipment";
import { enrolTag } from "./code-requests";
import { ShownText } from "./shown-text";
import { withoutSeparators } from "./tag-digits";

const EMPTY = { uid: "", meta_key: "", file_key: "" };
const FIELDS = [
  { name: "uid", label: tagTexts.uid },
  { name: "meta_key", label: tagTexts.metaKey },
  { name: "file_key", label: tagTexts.fileKey },
] as const;

/** Makes an NTAG 424 tag stand for a code, and shows the address that is to be written to it. */
export function EnrolTag({ codeId }: { codeId: string }) {
  const [isOpen, setOpen] = useState(false);
  const [values, setValues] = useState(EMPTY);
  const [enrolled, setEnrolled] = useState<EnrolledTagView>();
  const close = () => {
    setOpen(false);
    // Keys must not stay in the page.
    setValues(EMPTY);
    setEnrolled(undefined);
  };
  const submit = () =>
    enrolTag(codeId, {
      uid: withoutSeparators(values.uid),
      meta_key: withoutSeparators(values.meta_key),
      file_key: withoutSeparators(values.file_key),
    });
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)}>
        {tagTexts.enrol}
      </Button>
      <Dialog title={tagTexts.enrol} isOpen={isOpen} onClose={close}>
        {enrolled ? (
          <ShownText
            title={tagTexts.template(enrolled.uid)}
            text={enrolled.url}
            hint={tagTexts.templateText}
            onClose={close}
          />
        ) : (
          <EditForm button={tagTexts.enrol} submit={submit} onDone={setEnrolled} onCancel={close}>
            {(errors) => (
              <>
                <p>{tagTexts.enrolText}</p>
                {FIELDS.map(({ name, label }) => (
                  <Field
                    key={name}
                    label={label}
                    isRequired
                    autoComplete="off"
                    spellCheck="false"
                    value={values[name]}
                    onChange={(value) => setValues({ ...values, [name]: value })}
                    error={errors[name]}
                  />
                ))}
              </>
            )}
          </EditForm>
        )}
      </Dialog>
    </>
  );
}
