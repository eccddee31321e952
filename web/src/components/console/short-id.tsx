/** The last eight characters of an id, because UUIDv7s of one moment begin alike; the title has all of it. */
export function ShortId({ id }: { id: string }) {
  return (
    <code className="short-id" title={id}>
      …{id.slice(-8)}
    </code>
  );
}
