import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ADMIN_KEY } from "@/api/admin";
import { errorMessage, fieldErrors } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";
import { useMutation } from "@/lib/use-mutation";
import { texts } from "@/texts/app";

interface ConfirmActionProps<T> {
  /** Label of the button. */
  name: string;
  /** Title of the dialog, which names its subject; the label if omitted. */
  title?: string;
  /** Explains the consequences. */
  text: string;
  isDestructive?: boolean;
  /** Called with the reason for the audit log. */
  act: (note: string) => Promise<T>;
  onDone?: (result: T) => void;
  /** Further fields of the dialog. */
  children?: ReactNode;
  /** Text of an error, if that of the problem does not say what to correct in these fields. */
  errorText?: (error: unknown) => string;
  isDisabled?: boolean;
}

/** A button whose dialog asks for the reason that the audit log needs. */
export function ConfirmAction<T>({
  name,
  title = name,
  text,
  isDestructive,
  act,
  onDone,
  children,
  errorText = errorMessage,
  isDisabled = false,
}: ConfirmActionProps<T>) {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const action = useMutation({
    mutationFn: () => act(note.trim()),
    onSuccess: (result) => {
      setOpen(false);
      setNote("");
      onDone?.(result);
      return client.invalidateQueries({ queryKey: ADMIN_KEY });
    },
  });
  const fields = fieldErrors(action.error);
  const open = (is: boolean) => {
    action.reset();
    setOpen(is);
  };
  return (
    <>
      <Button kind={isDestructive ? "danger" : "quiet"} isDisabled={isDisabled} onPress={() => open(true)}>
        {name}
      </Button>
      <Dialog title={title} isOpen={isOpen} onClose={() => open(false)}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() && !action.isPending) action.mutate();
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
          {action.error && !fields.note && <Notice kind="error">{errorText(action.error)}</Notice>}
          <div className="dialog-actions">
            <Button kind="quiet" onPress={() => open(false)}>
              {texts.back}
            </Button>
            <Button
              type="submit"
              kind={isDestructive ? "danger" : "primary"}
              // Not `isPending`: that would be announced after the dialog has closed.
              isDisabled={!note.trim() || action.isPending}
            >
              {name}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
