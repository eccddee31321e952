type GetModuleInfo = (id: string) => { importedIds: string[] } | null;

export function importedModules(
  getModuleInfo: GetModuleInfo,
  entry: string,
  follows?: (id: string) => boolean,
): Set<string>;
