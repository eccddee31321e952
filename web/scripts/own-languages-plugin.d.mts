import type { Plugin } from "vite";

export const LANGUAGES: string[];
export function ownLanguages(): Plugin;
