import { useEffect, useEffectEvent, useId, useState } from "react";
import { RadioChips } from "@/components/ui/chips";
import { formatDuration, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { lengthTexts } from "@/texts/stays";
import { durationsWith } from "./search/criteria";
import { LENGTH_STEP_SECONDS, lengthAt, maxLength, nearestStep } from "./stay-length";

/** The api stores each quote, so the length counts when the slider has come to rest. */
const SETTLE_MS = 350;

interface LengthPickerProps {
  seconds: number;
  /** Start in milliseconds; undefined for now. */
  from: number | undefined;
  /** Undefined until it is known: without it, the end is not shown. */
  zone: string | undefined;
  onSeconds: (seconds: number) => void;
}

/** A slider and chips for the length of a stay, with its end. */
export function LengthPicker({ seconds, from, zone, onSeconds }: LengthPickerProps) {
  const now = useNow(30);
  const id = useId();
  const [draft, setDraft] = useState({ base: seconds, seconds });
  // A draft ends when a length is chosen, here or elsewhere.
  if (draft.base !== seconds) setDraft({ base: seconds, seconds });
  const shown = draft.base === seconds ? draft.seconds : seconds;
  const commit = () => {
    if (shown !== seconds) onSeconds(shown);
  };
  const settle = useEffectEvent(commit);
  useEffect(() => {
    const timer = setTimeout(settle, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const end = zone && formatShortDateTime((from ?? now) + shown * 1000, zone, now);
  const duration = formatDuration(shown);
  return (
    <div className="length-picker">
      <p className="length-head">
        <label htmlFor={id}>{lengthTexts.label}</label>
        <span>
          <strong>{duration}</strong> {end && lengthTexts.until(end)}
        </span>
      </p>
      <input
        id={id}
        type="range"
        className="length-slider"
        min={LENGTH_STEP_SECONDS}
        max={maxLength(seconds)}
        step={LENGTH_STEP_SECONDS}
        value={nearestStep(shown)}
        aria-valuetext={end ? lengthTexts.value(duration, end) : duration}
        // At once, so that the button below is never that of another length.
        onPointerUp={commit}
        onBlur={commit}
        onChange={({ target }) => setDraft({ base: seconds, seconds: lengthAt(Number(target.value), seconds) })}
      />
      <RadioChips
        label={lengthTexts.usual}
        isLabelHidden
        value={String(shown)}
        options={durationsWith(seconds).map((each) => ({ value: String(each), label: formatDuration(each) }))}
        onChange={(value) => onSeconds(Number(value))}
      />
    </div>
  );
}
