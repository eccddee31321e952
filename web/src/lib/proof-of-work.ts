import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

function leadingZeros(hash: Uint8Array): number {
  let zeros = 0;
  for (const byte of hash) {
    if (byte !== 0) return zeros + Math.clz32(byte) - 24;
    zeros += 8;
  }
  return zeros;
}

/**
 * Finds a solution such that SHA-256 of `challenge:solution` starts with `bits` zero bits. Needs about 2^bits hashes:
 * call it in a worker.
 */
export function solve(challenge: string, bits: number): string {
  const prefix = sha256.create().update(utf8ToBytes(`${challenge}:`));
  for (let number = 0; ; number++) {
    const solution = String(number);
    if (leadingZeros(prefix.clone().update(utf8ToBytes(solution)).digest()) >= bits) return solution;
  }
}
