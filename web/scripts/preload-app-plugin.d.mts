import type { Plugin } from "vite";

type Bundle = Record<string, { imports?: string[] }>;

export function filesOf(bundle: Bundle, name: string, found?: Set<string>): Set<string>;
export function preloadApp(): Plugin;
