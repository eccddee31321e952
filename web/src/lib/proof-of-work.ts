import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** The number of zero bits with which a hash begins. */
function leadingZeros(hash: Uint8Array): number {
  let zeros = 0;
  for (const byte of hash) {
    if (byte !== 0) return zeros + Math.clz32(byte) - 24;
    zeros += 8;
  }
  return zeros;
}

/** A solution, so that the SHA-256 hash of `challenge:solution` begins with `bits` zero bits. Takes about 2^bits hashes: call it in a worker. */
export function solve(challenge: string, bits: number): string {
  const prefix = sha256.create().update(utf8ToBytes(`${challenge}:`));
  for (let number = 0; ; number++) {
    const solution = String(number);
    if (leadingZeros(prefix.clone().update(utf8ToBytes(solution)).digest()) >= bits) return solution;
  }
}
