import { useId } from "react";
import type { Replay } from "@/api/admin";
import { replayTexts } from "@/console-texts/replay";
import { formatMoney } from "@/lib/money";
import { highestAmount, replayBars } from "./replay-bars";

const SIZE = { width: 560, height: 140 };

/** Two bars for each zone. Screen readers get the same amounts from the table of the result. */
export function ReplayChart({ zones, currency }: Pick<Replay, "zones" | "currency">) {
  const id = useId();
  const money = (amount_minor: number) => formatMoney({ amount_minor, currency });
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>
        <strong>{replayTexts.chart}</strong>
        <span className="soft">{replayTexts.highest(money(highestAmount(zones)))}</span>
      </figcaption>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} preserveAspectRatio="none" aria-hidden focusable="false">
        {[0.25, 0.5, 0.75, 1].map((part) => (
          <line
            key={part}
            className="chart-line"
            x1="0"
            x2={SIZE.width}
            y1={SIZE.height * (1 - part)}
            y2={SIZE.height * (1 - part)}
          />
        ))}
        {replayBars(zones, SIZE).map(({ kind, zone, minor, ...rect }) => (
          <rect key={`${zone} ${kind}`} className={kind === "before" ? "replay-before" : "chart-bar"} {...rect}>
            <title>{`${zones[zone]?.street ?? ""}, ${replayTexts[kind]}: ${money(minor)}`}</title>
          </rect>
        ))}
      </svg>
      <div className="between soft chart-ends" aria-hidden>
        <span>{zones[0]?.street}</span>
        {zones.length > 1 && <span>{zones.at(-1)?.street}</span>}
      </div>
      <ul className="legend" aria-hidden>
        <li className="replay-before">{replayTexts.before}</li>
        <li className="replay-after">{replayTexts.after}</li>
      </ul>
    </figure>
  );
}
