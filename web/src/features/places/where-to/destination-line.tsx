import { errorMessage } from "@/api/problem";
import { IconButton } from "@/components/ui/button";
import { StarIcon } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import { whereTexts } from "@/texts/where-to";

interface DestinationLineProps {
  name: string;
  isFavorite: boolean;
  error: Error | null;
  onToggle: () => void;
}

/** Says from where the list counts distances, and keeps the place as a favorite. */
export function DestinationLine({ name, isFavorite, error, onToggle }: DestinationLineProps) {
  return (
    <>
      <div className="destination-line">
        <span>
          {whereTexts.from} <strong>{name}</strong>
        </span>
        <IconButton label={isFavorite ? whereTexts.remove : whereTexts.keep} onPress={onToggle}>
          <StarIcon isFull={isFavorite} />
        </IconButton>
      </div>
      {error && <Notice kind="error">{errorMessage(error)}</Notice>}
    </>
  );
}
