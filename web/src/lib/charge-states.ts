/** In which the worker is charging the card. */
export const CHARGING_STATES = ["due", "charging", "unknown"];
/** In which the driver has to pay. */
export const UNPAID_STATES = ["retrying", "requires_action", "dunning", "written_off"];
