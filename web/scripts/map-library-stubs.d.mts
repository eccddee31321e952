export const STUBS: Record<string, string>;
export const SPECIFICATION_STUBS: Record<string, string>;
