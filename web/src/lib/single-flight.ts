/** Ignores a request while the same one runs. */
export class SingleFlight {
  readonly #running = new Set<string>();

  run(key: string, send: () => Promise<unknown>): void {
    if (this.#running.has(key)) return;
    this.#running.add(key);
    void send()
      .catch(() => undefined)
      .finally(() => this.#running.delete(key));
  }
}
