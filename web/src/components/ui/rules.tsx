import { texts } from "@/texts/app";
import { searchTexts } from "@/texts/reservations";

/** The rules of a place in words; nothing if they are not known. */
export function Rules({ text }: { text: string }) {
  if (!text) return null;
  return (
    <p className="soft">
      <span className="visually-hidden">{texts.named(searchTexts.rules)} </span>
      {text}
    </p>
  );
}
