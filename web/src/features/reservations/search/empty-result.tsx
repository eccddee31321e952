import { Button } from "@/components/ui/button";
import { searchTexts } from "@/texts/reservations";
import { emptyTexts } from "@/texts/where-to";
import { type Criteria, filterCount, shorterSeconds } from "./criteria";
import type { SearchFormName } from "./search-chips";

interface EmptyResultProps {
  criteria: Criteria;
  onWiden: () => void;
  onOpenForm: (form: SearchFormName) => void;
  onChange: (change: Partial<Criteria>) => void;
  /** Undefined if there is no other city. */
  onOtherCity: (() => void) | undefined;
}

/** Ways to find a spot when none is free here. */
export function EmptyResult({ criteria, onWiden, onOpenForm, onChange, onOtherCity }: EmptyResultProps) {
  const shorter = shorterSeconds(criteria.seconds);
  return (
    <>
      <p className="soft">{searchTexts.none}</p>
      <div className="ways-out" role="group" aria-label={emptyTexts.label}>
        {filterCount(criteria) > 0 && (
          <Button kind="quiet" onPress={() => onChange({ has: [], max: undefined })}>
            {emptyTexts.noFilters}
          </Button>
        )}
        <Button kind="quiet" onPress={onWiden}>
          {emptyTexts.wider}
        </Button>
        <Button kind="quiet" onPress={() => onOpenForm("time")}>
          {emptyTexts.otherTime}
        </Button>
        {shorter !== undefined && (
          <Button kind="quiet" onPress={() => onChange({ seconds: shorter })}>
            {emptyTexts.shorter}
          </Button>
        )}
        {onOtherCity && (
          <Button kind="quiet" onPress={onOtherCity}>
            {emptyTexts.otherCity}
          </Button>
        )}
      </div>
    </>
  );
}
