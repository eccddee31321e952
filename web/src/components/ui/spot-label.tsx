/** The sign of a car park, in place of the number of a spot where drivers may park on any. */
export const CAR_PARK = "P";

/** The label of a spot as on a street sign; a long label gets smaller letters. */
export function SpotLabel({ text }: { text: string }) {
  return (
    <span className="spot-label" data-long={text.length > 5 || undefined}>
      {text}
    </span>
  );
}
