import { useState } from "react";
import type { AdminVisitView } from "@/api/visit-types";
import { EditForm } from "@/components/console/edit-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { visitConsoleTexts } from "@/console-texts/visits";
import { beginVisit } from "./visit-requests";

interface BeginVisitProps {
  siteId: string;
  onDone: (visit: AdminVisitView) => void;
}

/** Opens a visit for a driver at the window. */
export function BeginVisit({ siteId, onDone }: BeginVisitProps) {
  const [isOpen, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [note, setNote] = useState("");
  const close = () => setOpen(false);
  const finish = (visit: AdminVisitView) => {
    close();
    setEmail("");
    setNote("");
    onDone(visit);
  };
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)}>
        {visitConsoleTexts.begin}
      </Button>
      <Dialog title={visitConsoleTexts.begin} isOpen={isOpen} onClose={close}>
        <EditForm
          button={visitConsoleTexts.begin}
          submit={() => beginVisit({ site_id: siteId, email: email.trim(), note: note.trim() })}
          onDone={finish}
          onCancel={close}
        >
          {(errors) => (
            <>
              <p>{visitConsoleTexts.beginText}</p>
              <Field
                label={visitConsoleTexts.email}
                type="email"
                autoFocus
                isRequired
                value={email}
                onChange={setEmail}
                error={errors.email}
              />
              <Field
                label={consoleTexts.reason}
                hint={consoleTexts.reasonHint}
                isRequired
                maxLength={500}
                value={note}
                onChange={setNote}
                error={errors.note}
              />
            </>
          )}
        </EditForm>
      </Dialog>
    </>
  );
}
