import { compareEveryMinute } from "./wall-clock-sweep";

compareEveryMinute([
  ["America/New_York", 120, 120],
  ["Europe/Berlin", 120, 120],
  // Its winter time is the deviation.
  ["Europe/Dublin", 120, 120],
  // Half an hour off.
  ["America/St_Johns", 120, 120],
]);
