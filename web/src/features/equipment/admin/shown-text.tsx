import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";
import { texts } from "@/texts/app";

interface ShownTextProps {
  title: string;
  text: string;
  /** Says what to do with it. */
  hint: string;
  onClose: () => void;
}

/** A text to copy into a device or a tag, which no other page shows. */
export function ShownText({ title, text, hint, onClose }: ShownTextProps) {
  return (
    <Notice kind="success" title={title}>
      <div className="stack">
        <code className="one-time">{text}</code>
        <p>{hint}</p>
        <div className="console-actions">
          <CopyButton text={text} />
          <Button kind="quiet" onPress={onClose}>
            {texts.close}
          </Button>
        </div>
      </div>
    </Notice>
  );
}

export function CopyButton({ text, name = consoleTexts.copy }: { text: string; name?: string }) {
  const [isCopied, setCopied] = useState<boolean>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without permission, or without https.
      setCopied(false);
    }
  };
  return (
    <>
      <Button kind="quiet" onPress={() => void copy()}>
        {name}
      </Button>
      {isCopied !== undefined && <span role="status">{isCopied ? consoleTexts.copied : consoleTexts.notCopied}</span>}
    </>
  );
}
