import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { scanTexts } from "@/texts/visits";

/** The words below a code, for phones without a camera. */
export function WordsForm({ onWords }: { onWords: (words: string) => void }) {
  const [words, setWords] = useState("");
  const parts = words
    .trim()
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (parts.length) onWords(parts.join("-"));
      }}
    >
      <Field
        label={scanTexts.words}
        hint={scanTexts.wordsHint}
        value={words}
        onChange={setWords}
        autoComplete="off"
        maxLength={60}
        isRequired
      />
      <Button type="submit" kind="quiet" wide>
        {scanTexts.next}
      </Button>
    </form>
  );
}
