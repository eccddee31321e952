/** The end of an id, which tells ids apart; the whole of it for who points at it. */
export function ShortId({ id }: { id: string }) {
  return (
    <code className="short-id" title={id}>
      …{id.slice(-8)}
    </code>
  );
}
