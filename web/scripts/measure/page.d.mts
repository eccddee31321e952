export const MAP_SHOWN: string;
export const FIRST_MAP_SHOWN: string;
export function readLoad(marks: [firstMap: string, map: string]): {
  list_ms: number;
  first_map_ms: number;
  map_ms: number;
  paint_ms: number;
  shift: number;
};
