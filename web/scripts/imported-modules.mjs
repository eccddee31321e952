/** A module and all that it imports statically, as far as `follows` allows. */
export function importedModules(getModuleInfo, entry, follows = () => true) {
  const found = new Set();
  const open = [entry];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id) || !follows(id)) continue;
    found.add(id);
    open.push(...(getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
