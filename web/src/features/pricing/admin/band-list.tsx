import { editorTexts } from "@/console-texts/pricing";
import type { Band } from "../tariff-document";
import { bandPrice, bandTitle } from "./document-words";

interface BandListProps {
  bands: Band[];
  currency: string;
  selected: number | undefined;
  invalid: ReadonlySet<number>;
  onSelect: (index: number) => void;
}

/** All bands in their order, also those whose time is invalid and therefore not in the grid. */
export function BandList({ bands, currency, selected, invalid, onSelect }: BandListProps) {
  if (!bands.length) return <p className="soft">{editorTexts.noBands}</p>;
  return (
    <ol className="band-list">
      {bands.map((band, index) => (
        <li key={index}>
          <button
            type="button"
            className={`band-row${index === selected ? " is-selected" : ""}${invalid.has(index) ? " is-invalid" : ""}`}
            aria-pressed={index === selected}
            onClick={() => onSelect(index)}
          >
            {editorTexts.bandLabel(index + 1, bandTitle(band), bandPrice(band, currency))}
          </button>
        </li>
      ))}
    </ol>
  );
}
