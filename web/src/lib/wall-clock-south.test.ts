import { compareEveryMinute } from "./wall-clock-sweep";

compareEveryMinute([
  ["Australia/Sydney", 120, 120],
  // Moves its clocks by 30 minutes.
  ["Australia/Lord_Howe", 60, 60],
  // Moves them at midnight.
  ["America/Santiago", 120, 120],
  // Never moves them.
  ["Asia/Kolkata", 0, 0],
]);
