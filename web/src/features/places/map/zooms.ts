/** The map does not zoom out farther. */
export const MIN_ZOOM = 9;
/** Below, the map shows the share of free spots in the cells of a grid; from here on blocks and sites. */
export const GROUP_ZOOM = 14;
/** From here on the map shows single spots. */
export const SPOT_ZOOM = 18;
/** From here on the spots of a garage or lot, beside its pill. */
export const SITE_SPOT_ZOOM = 19;
