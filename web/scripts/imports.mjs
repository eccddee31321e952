/** A module or chunk and all that it imports, directly or not; `importsOf` returns what one of them imports. */
export function withImports(entry, importsOf) {
  const found = new Set();
  const open = [entry];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...importsOf(id));
  }
  return found;
}
