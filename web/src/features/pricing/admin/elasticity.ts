const LOWEST = -5;

/** `-0.3`, with a hyphen or a minus sign; undefined if it is not from −5 to 0 with at most three decimals. */
export function parseElasticity(text: string): number | undefined {
  const [, sign, digits] = /^\s*([-−]?)(\d(?:\.\d{1,3})?)\s*$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const size = Number(digits);
  if (size === 0) return 0;
  return sign && -size >= LOWEST ? -size : undefined;
}
