export const VEHICLE_CLASSES = ["car", "motorcycle", "scooter", "van", "truck"] as const;
export type VehicleClass = (typeof VEHICLE_CLASSES)[number];
