import type { Plugin } from "vite";

export function startChunks(): Plugin;
export function startModules(getModuleInfo: (id: string) => { importedIds: string[] } | null): {
  page: Set<string>;
  app: Set<string>;
  "first-map": Set<string>;
};
export function findCycle(bundle: Record<string, { imports?: string[] }>): string[] | undefined;
