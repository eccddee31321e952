import { expect, test } from "vitest";
import type { Band } from "../tariff-document";
import {
  applyGesture,
  blocksOf,
  formatTimeOfDay,
  lengthenBand,
  moveBand,
  moveEnd,
  moveStart,
  parseTime,
  pointAt,
  timeBetween,
} from "./week-geometry";

const day: Band = { days: ["mon", "tue"], from: "08:00", to: "18:00", rate_minor_per_hour: 400 };
const night: Band = { days: ["sun"], from: "22:00", to: "02:00", rate_minor_per_hour: 100 };

test("times parse and format", () => {
  expect(["00:00", "08:30", "24:00"].map(parseTime)).toEqual([0, 510, 1440]);
  expect(["", "8:30", "24:01", "08:60", "ab:cd"].map(parseTime)).toEqual(Array(5).fill(undefined));
  expect([0, 510, 1440].map(formatTimeOfDay)).toEqual(["00:00", "08:30", "24:00"]);
});

test("pointer is a day and a time", () => {
  const area = { left: 100, top: 50, width: 700, height: 480 };
  expect(pointAt(area, 100, 50)).toEqual({ day: 0, minutes: 0 });
  expect(pointAt(area, 350, 210)).toEqual({ day: 2, minutes: 480 });
  expect(pointAt(area, 5_000, 5_000)).toEqual({ day: 6, minutes: 1_440 });
  expect(pointAt(area, 0, 0)).toEqual({ day: 0, minutes: 0 });
});

test("drag on empty space snaps to 15 minutes", () => {
  const from = { day: 5, minutes: 1_083 };
  expect(timeBetween(from, { day: 0, minutes: 477 })).toEqual({
    days: ["mon", "tue", "wed", "thu", "fri", "sat"],
    from: "08:00",
    to: "18:00",
  });
  expect(timeBetween({ day: 0, minutes: 0 }, { day: 6, minutes: 1_440 })).toEqual({ from: "00:00", to: "24:00" });
});

test("click adds an hour within the day", () => {
  const at = (minutes: number) => timeBetween({ day: 2, minutes }, { day: 2, minutes });
  expect(at(601)).toEqual({ days: ["wed"], from: "10:00", to: "11:00" });
  expect(at(1_440)).toEqual({ days: ["wed"], from: "23:00", to: "24:00" });
});

test("move keeps the length of a band", () => {
  expect(moveBand(day, 45, 1)).toEqual({ ...day, days: ["tue", "wed"], from: "08:45", to: "18:45" });
  expect(moveBand(day, 420, 0)).toEqual({ ...day, from: "15:00", to: "01:00" });
  expect(moveBand(day, -600, 0)).toEqual({ ...day, from: "00:00", to: "10:00" });
  expect(moveBand(night, 0, 1).days).toEqual(["mon"]);
  expect(moveBand(day, 0, -1).days).toEqual(["mon", "sun"]);
});

test("band of every day does not change its days", () => {
  expect(moveBand({ from: "08:00", to: "09:00" }, 15, 2)).toEqual({ from: "08:15", to: "09:15" });
  expect(moveBand({ from: "00:00", to: "24:00" }, 15, 2)).toEqual({ from: "00:00", to: "24:00" });
});

test("edges keep at least 15 minutes", () => {
  expect(moveEnd(day, 400).to).toBe("08:15");
  expect(moveEnd(day, 1_500).to).toBe("01:00");
  expect(moveEnd(day, 5_000).to).toBe("07:45");
  expect(moveEnd({ from: "00:00", to: "10:00" }, 5_000).to).toBe("24:00");
  expect(moveStart(day, 5_000).from).toBe("17:45");
  expect(moveStart(night, 0).from).toBe("02:15");
  expect(lengthenBand(night, 15).to).toBe("02:15");
});

test("gesture follows the pointer", () => {
  const start = { day: 0, minutes: 500 };
  const gesture = (kind: "move" | "start" | "end") => ({ kind, index: 0, start });
  expect(applyGesture(day, gesture("move"), { day: 1, minutes: 528 })).toMatchObject({
    days: ["tue", "wed"],
    from: "08:30",
  });
  expect(applyGesture(day, gesture("start"), { day: 0, minutes: 560 }).from).toBe("09:00");
  expect(applyGesture(day, gesture("end"), { day: 0, minutes: 440 }).to).toBe("17:00");
});

test("click does not change a band", () => {
  const uneven: Band = { days: ["tue", "mon"], from: "08:10", to: "23:50", rate_minor_per_hour: 400 };
  const start = { day: 0, minutes: 500 };
  for (const kind of ["move", "start", "end"] as const) {
    for (const minutes of [500, 503, 497]) {
      expect(applyGesture(uneven, { kind, index: 0, start }, { day: 0, minutes })).toBe(uneven);
    }
  }
  expect(applyGesture(uneven, { kind: "start", index: 0, start }, { day: 0, minutes: 510 }).from).toBe("08:15");
  expect(applyGesture(uneven, { kind: "end", index: 0, start }, { day: 3, minutes: 500 })).toBe(uneven);
});

test("band over midnight continues on the next day", () => {
  expect(blocksOf([night])).toMatchObject([
    { day: 0, from: 0, to: 120, part: 1, isStart: false, isEnd: true },
    { day: 6, from: 1_320, to: 1_440, part: 0, isStart: true, isEnd: false },
  ]);
});

test("overlapping bands are beside each other", () => {
  const blocks = blocksOf([
    { days: ["mon"], from: "08:00", to: "10:00" },
    { days: ["mon"], from: "09:00", to: "11:00" },
    { days: ["mon"], from: "10:00", to: "12:00" },
    { days: ["mon"], from: "12:00", to: "13:00" },
  ]);
  expect(blocks.map(({ index, lane, lanes }) => [index, lane, lanes])).toEqual([
    [0, 0, 2],
    [1, 1, 2],
    [2, 0, 2],
    [3, 0, 1],
  ]);
});

test("bands without valid times have no blocks", () => {
  expect(
    blocksOf([
      { from: "8", to: "10:00" },
      { from: "08:00", to: "08:00" },
    ]),
  ).toEqual([]);
});
