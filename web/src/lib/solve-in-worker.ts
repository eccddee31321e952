/** Solves a challenge without blocking the page. */
export function solveInWorker(challenge: string, bits: number): Promise<string> {
  const worker = new Worker(new URL("./proof-of-work.worker.ts", import.meta.url), { type: "module" });
  return new Promise<string>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data));
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.postMessage({ challenge, bits });
  }).finally(() => worker.terminate());
}
