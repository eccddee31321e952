import { toSentence } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { searchTexts } from "@/texts/reservations";
import type { Criteria } from "./criteria";
import { laterStart, type Refusal, shorterStay } from "./refusal";

export type StayChange = Partial<Pick<Criteria, "from" | "seconds">>;

interface RefusalNoticeProps {
  refusal: Refusal;
  from: number | undefined;
  /** Time of the search, in milliseconds. */
  searchedAt: number;
  zone: string;
  onChange: (change: StayChange) => void;
}

/** The reason of a refusal, with buttons for the nearest allowed stays. */
export function RefusalNotice({ refusal, from, searchedAt, zone, onChange }: RefusalNoticeProps) {
  const now = useNow(30);
  const start = laterStart(refusal, now);
  const seconds = shorterStay(refusal, from, searchedAt);
  const end = refusal.allowed_until;
  return (
    <>
      <p className="refusal-reason">{toSentence(refusal.text)}</p>
      {(start !== undefined || seconds !== undefined) && (
        <p className="refusal-actions">
          {seconds !== undefined && end && (
            <Button kind="quiet" onPress={() => onChange({ seconds })}>
              {searchTexts.shorten(
                formatShortDateTime(from === undefined ? searchedAt + seconds * 1000 : end, zone, now),
              )}
            </Button>
          )}
          {start !== undefined && (
            <Button kind="quiet" onPress={() => onChange({ from: start })}>
              {searchTexts.searchFrom(formatShortDateTime(start, zone, now))}
            </Button>
          )}
        </p>
      )}
    </>
  );
}
