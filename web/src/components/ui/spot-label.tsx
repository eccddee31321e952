/** Short text as on a sign; what is longer is written smaller, instead of pushing everything else aside. */
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
