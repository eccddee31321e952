import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EditForm } from "./edit-form";

interface ConfirmButtonProps {
  name: string;
  /** Title of the dialog; the name of the button if omitted. */
  title?: string;
  /** Explains the consequences. */
  text: string;
  act: () => Promise<unknown>;
}

/** A destructive button whose dialog asks for confirmation; `ConfirmAction` also asks for a reason. */
export function ConfirmButton({ name, title = name, text, act }: ConfirmButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button kind="danger" onPress={() => setOpen(true)}>
        {name}
      </Button>
      <Dialog title={title} isOpen={isOpen} onClose={close}>
        <EditForm button={name} isDestructive submit={act} onDone={close} onCancel={close}>
          {() => <p>{text}</p>}
        </EditForm>
      </Dialog>
    </>
  );
}
