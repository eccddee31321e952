/** The row that takes the focus when another one disappears: the next one, or the one before. */
export function neighborOf(ids: string[], id: string): string | undefined {
  const place = ids.indexOf(id);
  return place < 0 ? undefined : (ids[place + 1] ?? ids[place - 1]);
}
