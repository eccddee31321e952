/** The label of a spot as on a street sign; a long label gets smaller letters. */
export function SpotLabel({ text, isLarge = false }: { text: string; isLarge?: boolean }) {
  return (
    <span
      className={`spot-label${isLarge ? " is-large" : ""}`}
      data-long={text.length > 5 || undefined}
      aria-hidden={isLarge || undefined}
    >
      {text}
    </span>
  );
}
