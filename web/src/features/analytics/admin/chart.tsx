import { useId } from "react";
import { overviewTexts } from "@/console-texts/analytics";

export interface Bar {
  label: string;
  value: number;
}

interface ChartProps {
  title: string;
  bars: Bar[];
  format: (value: number) => string;
}

const [WIDTH, HEIGHT, GAP] = [560, 140, 3];

/** A bar chart with the same data as a table, for screen readers. */
export function Chart({ title, bars, format }: ChartProps) {
  const id = useId();
  const max = Math.max(0, ...bars.map(({ value }) => value)) || 1;
  const step = WIDTH / bars.length;
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>
        <strong>{title}</strong>
        <span className="soft">{format(max)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden focusable="false">
        {[0.25, 0.5, 0.75, 1].map((part) => (
          <line key={part} className="chart-line" x1="0" x2={WIDTH} y1={HEIGHT * (1 - part)} y2={HEIGHT * (1 - part)} />
        ))}
        {bars.map(({ label, value }, place) => {
          const height = (Math.max(0, value) / max) * (HEIGHT - 2);
          return (
            <rect
              key={label + String(place)}
              className="chart-bar"
              x={place * step + GAP / 2}
              y={HEIGHT - height}
              width={step - GAP}
              height={height}
            >
              <title>{`${label}: ${format(value)}`}</title>
            </rect>
          );
        })}
      </svg>
      <div className="between soft chart-ends" aria-hidden>
        <span>{first?.label}</span>
        <span>{last?.label}</span>
      </div>
      <details>
        <summary>{overviewTexts.chart}</summary>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{overviewTexts.when}</th>
              <th scope="col">{title}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label, value }, place) => (
              <tr key={label + String(place)}>
                <th scope="row">{label}</th>
                <td>{format(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
