export interface Speed {
  bytesPerMs: number;
  roundTripMs: number;
}

export interface Link {
  url: string;
  bytes: (isCounted: (path: string) => boolean) => number;
  close: () => void;
}

export const SLOW_3G: Speed;
export function deliveredAt(freeAt: number, now: number, bytes: number, speed: Speed): number;
export function startLink(target: string, options?: { speed?: Speed; encodings?: string }): Promise<Link>;
