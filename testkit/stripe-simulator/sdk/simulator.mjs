// Starts the simulator's binary on a free port.

import { spawn } from "node:child_process";
import { once } from "node:events";

const binary = process.env.STRIPE_SIMULATOR_BIN ?? "../../../target/debug/stripe-simulator";

/** Starts it with further arguments; returns its address and a function that stops it. */
export async function startSimulator(...more) {
  const simulator = spawn(binary, ["serve", "--address", "127.0.0.1:0", ...more]);
  const [line] = await once(simulator.stdout, "data");
  return { base: new URL(/http:\S+/.exec(line.toString())[0]), stop: () => simulator.kill() };
}
