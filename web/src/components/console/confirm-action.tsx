import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ADMIN } from "@/api/admin";
import { tell, tellFields } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";
import { texts } from "@/texts/app";

interface DeedProps<T> {
  /** On the button, and over the dialog. */
  name: string;
  /** What will come of it. */
  text: string;
  /** Whether it cannot be undone. */
  isGrave?: boolean;
  /** Does it, with the reason that was given. */
  act: (note: string) => Promise<T>;
  onDone?: (answer: T) => void;
  /** More that is to be asked. */
  children?: ReactNode;
  isDisabled?: boolean;
}

/** A button for something that is written down with its reason, and the dialog that asks for it. */
export function Deed<T>({ name, text, isGrave, act, onDone, children, isDisabled = false }: DeedProps<T>) {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const deed = useMutation({
    mutationFn: () => act(note.trim()),
    onSuccess: (answer) => {
      setOpen(false);
      setNote("");
      onDone?.(answer);
      return client.invalidateQueries({ queryKey: ADMIN });
    },
  });
  const fields = tellFields(deed.error);
  const open = (is: boolean) => {
    deed.reset();
    setOpen(is);
  };
  return (
    <>
      <Button kind={isGrave ? "danger" : "quiet"} isDisabled={isDisabled} onPress={() => open(true)}>
        {name}
      </Button>
      <Dialog title={name} isOpen={isOpen} onClose={() => open(false)}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() && !deed.isPending) deed.mutate();
          }}
        >
          <p>{text}</p>
          {children}
          <Field
            label={consoleTexts.reason}
            hint={consoleTexts.reasonHint}
            autoFocus
            isRequired
            maxLength={500}
            value={note}
            onChange={setNote}
            error={fields.note}
          />
          {deed.error && !fields.note && <Notice kind="problem">{tell(deed.error)}</Notice>}
          <div className="dialog-actions">
            <Button kind="quiet" onPress={() => open(false)}>
              {texts.back}
            </Button>
            <Button
              type="submit"
              kind={isGrave ? "danger" : "primary"}
              // Not pending: that would be announced after the dialog is gone.
              isDisabled={!note.trim() || deed.isPending}
            >
              {name}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
