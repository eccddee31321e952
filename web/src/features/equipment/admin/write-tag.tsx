import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { tagTexts } from "@/console-texts/equipment";
import { writeTag } from "@/lib/nfc";
import { useMutation } from "@/lib/use-mutation";
import { texts } from "@/texts/app";

/** Writes the address of a code to plain NFC tags, one after the other. */
export function WriteTag({ url }: { url: string }) {
  const [isOpen, setOpen] = useState(false);
  const stop = useRef<AbortController>(undefined);
  const writing = useMutation({
    mutationFn: () => {
      stop.current?.abort();
      stop.current = new AbortController();
      return writeTag(url, stop.current.signal);
    },
  });
  useEffect(() => () => stop.current?.abort(), []);
  const open = () => {
    setOpen(true);
    // In the handler of the press, without which the browser does not ask for NFC.
    writing.mutate();
  };
  const close = () => {
    stop.current?.abort();
    writing.reset();
    setOpen(false);
  };
  return (
    <>
      <Button kind="quiet" onPress={open}>
        {tagTexts.write}
      </Button>
      <Dialog title={tagTexts.write} isOpen={isOpen} onClose={close}>
        <div className="stack">
          {writing.isPending && <p role="status">{tagTexts.hold}</p>}
          {writing.isSuccess && <Notice kind="success">{tagTexts.written}</Notice>}
          {writing.error && <Notice kind="error">{tagTexts.failed[writing.error.name] ?? tagTexts.unknown}</Notice>}
          <div className="dialog-actions">
            <Button kind="quiet" onPress={close}>
              {texts.close}
            </Button>
            {!writing.isPending && <Button onPress={() => writing.mutate()}>{tagTexts.again}</Button>}
          </div>
        </div>
      </Dialog>
    </>
  );
}
