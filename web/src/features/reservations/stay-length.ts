/** Distance of two lengths on the slider, in seconds. */
export const LENGTH_STEP_SECONDS = 900;
const MAX_SECONDS = 28_800;

/** The longest stay on the slider: eight hours, or the chosen length if it is longer. In whole steps. */
export function maxLength(seconds: number): number {
  return Math.max(MAX_SECONDS, Math.ceil(seconds / LENGTH_STEP_SECONDS) * LENGTH_STEP_SECONDS);
}

/** The length at a place of the slider, which has whole steps: a chosen length between two steps stays. */
export function lengthAt(place: number, seconds: number): number {
  return place === nearestStep(seconds) ? seconds : place;
}

/** The place of the slider, at least one step. */
export function nearestStep(seconds: number): number {
  return Math.max(1, Math.round(seconds / LENGTH_STEP_SECONDS)) * LENGTH_STEP_SECONDS;
}
