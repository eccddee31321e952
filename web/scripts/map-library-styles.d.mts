export function usedStyles(css: string): string;
