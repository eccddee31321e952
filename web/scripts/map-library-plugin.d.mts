import type { Plugin } from "vite";

export const stubs: Map<string, string>;
export function mapLibrary(): Plugin;
export function workerModules(getModuleInfo: (id: string) => { importedIds: string[] } | null): Set<string>;
export function toJavaScript(code: string, id: string): Promise<string>;
