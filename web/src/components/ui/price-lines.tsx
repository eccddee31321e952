import type { PriceLine } from "@/api/types";
import { formatMoney, type Money } from "@/lib/money";
import { formatDuration, formatPeriod } from "@/lib/time";
import { priceTexts } from "@/texts/billing";

type Line = Pick<PriceLine, "kind" | "from" | "to" | "rate" | "amount">;

/** Rows of a table: a quote has the same rows as the receipt. */
export function PriceLineRows({ lines, zone }: { lines: Line[]; zone: string }) {
  return lines.map(({ kind, from, to, rate, amount }) => (
    <tr key={`${kind} ${from} ${to}`}>
      <td>
        {priceTexts.line(
          kind,
          formatDuration((Date.parse(to) - Date.parse(from)) / 1000),
          rate ? formatMoney(rate) : undefined,
        )}
        <br />
        <small className="soft">{formatPeriod(from, to, zone)}</small>
      </td>
      <td>{formatMoney(amount)}</td>
    </tr>
  ));
}

interface PriceLinesProps {
  lines: Line[];
  total: Money;
  zone: string;
}

/** The lines of a quote and their sum. */
export function PriceLines({ lines, total, zone }: PriceLinesProps) {
  return (
    <table className="price-lines">
      <caption className="visually-hidden">{priceTexts.title}</caption>
      <tbody>
        <PriceLineRows lines={lines} zone={zone} />
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{priceTexts.total}</th>
          <td>{formatMoney(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
