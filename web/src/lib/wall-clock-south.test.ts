import { compareEveryMinute } from "./wall-clock-sweep";

compareEveryMinute([
  ["Australia/Sydney", 120, 120],
  // Shifts by 30 minutes.
  ["Australia/Lord_Howe", 60, 60],
  // Shifts at midnight.
  ["America/Santiago", 120, 120],
  // Never shifts.
  ["Asia/Kolkata", 0, 0],
]);
