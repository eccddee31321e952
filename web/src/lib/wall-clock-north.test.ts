import { compareEveryMinute } from "./wall-clock-sweep";

compareEveryMinute([
  ["America/New_York", 120, 120],
  ["Europe/Berlin", 120, 120],
  // Has negative daylight saving time in winter.
  ["Europe/Dublin", 120, 120],
  // Offset with half an hour.
  ["America/St_Johns", 120, 120],
]);
