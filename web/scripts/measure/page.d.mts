export const MAP_SHOWN: string;
export function readLoad(mark: string): { list_ms: number; map_ms: number; paint_ms: number; shift: number };
