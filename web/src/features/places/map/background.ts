import type { StyleSpecification } from "maplibre-gl";

/** Time without progress after which the map falls back to its own ground, in milliseconds. */
export const MAX_WAIT = 5_000;

/** The part of MapLibre's event `sourcedata` that shows progress. */
export interface SourceProgress {
  sourceId?: string;
  sourceDataType?: string | undefined;
  /** Present when a tile has loaded. */
  tile?: unknown;
}

interface BackgroundOptions {
  load: (signal: AbortSignal) => Promise<StyleSpecification>;
  /** Receives the style when it has loaded, and `undefined` if none of its tiles arrives. */
  show: (style: StyleSpecification | undefined) => void;
  /** A hidden page requests no tiles, so that time does not count. */
  isHidden: () => boolean;
}

/** Sources that decide; a style may have a raster source beside its vector tiles, and sources without a layer. */
function decidingSources({ sources, layers }: StyleSpecification): Set<string> {
  const used = new Set(layers.map((layer) => ("source" in layer ? layer.source : undefined)));
  const all = Object.entries(sources).filter(([id]) => used.has(id));
  const vector = all.filter(([, { type }]) => type === "vector");
  return new Set((vector.length ? vector : all).map(([id]) => id));
}

/**
 * Loads the configured style of the map. A style, description of tiles or first tile that does not arrive in
 * `MAX_WAIT` ends the attempt; a tile that fails later does not.
 */
export class Background {
  #options: BackgroundOptions;
  #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #awaited: ReadonlySet<string> = new Set();

  constructor(options: BackgroundOptions) {
    this.#options = options;
    this.#wait();
    options.load(this.#abort.signal).then(
      (style) => this.#handleStyle(style),
      () => this.stop(),
    );
  }

  handleProgress({ sourceId, sourceDataType, tile }: SourceProgress): void {
    if (!sourceId || !this.#awaited.has(sourceId)) return;
    if (tile) this.#end();
    else if (sourceDataType === "metadata") this.#wait();
  }

  /** Ends the attempt, and keeps what the map shows. */
  stop(): void {
    this.#end();
    this.#abort.abort();
  }

  #handleStyle(style: StyleSpecification): void {
    if (this.#abort.signal.aborted) return;
    this.#awaited = decidingSources(style);
    if (this.#awaited.size) this.#wait();
    else this.#end();
    this.#options.show(style);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#options.isHidden()) return this.#wait();
      const isShown = this.#awaited.size > 0;
      this.stop();
      if (isShown) this.#options.show(undefined);
    }, MAX_WAIT);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#awaited = new Set();
  }
}
