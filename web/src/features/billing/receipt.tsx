import type { Receipt as ReceiptView } from "@/api/types";
import { Facts } from "@/components/ui/description-list";
import { formatMoney } from "@/lib/money";
import { formatDuration, formatMoment } from "@/lib/time";
import { payTexts, receiptTexts } from "@/texts/billing";
import { stayTexts } from "@/texts/reservations";

/** What a stay cost, line by line; it prints well. */
export function Receipt({ receipt }: { receipt: ReceiptView }) {
  const { time_zone: zone, card } = receipt;
  const facts: [string, string][] = [
    [receiptTexts.spot, `${receipt.spot}, ${receipt.place}, ${receipt.city}`],
    [receiptTexts.to, receipt.email],
  ];
  if (card) facts.push([receiptTexts.card, payTexts.ending(card.brand, card.last4)]);
  facts.push([receiptTexts.number, receipt.charge_id]);
  return (
    <article className="receipt">
      <h1>{receiptTexts.title}</h1>
      <table>
        <tbody>
          {receipt.lines.map((line) => (
            <tr key={line.starts_at}>
              <td>
                {receiptTexts.line(formatDuration(line.seconds), formatMoney(line.rate))}
                <br />
                <small className="soft">
                  {formatMoment(line.starts_at, zone)} – {formatMoment(line.ends_at, zone)}
                </small>
              </td>
              <td>{formatMoney(line.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{receiptTexts.total}</th>
            <td>{formatMoney(receipt.total)}</td>
          </tr>
          <tr>
            <th scope="row">{stayTexts.charge[receipt.state] ?? receipt.state}</th>
            <td>{formatMoney(receipt.paid)}</td>
          </tr>
          {receipt.refunds.map((refund) => (
            <tr key={refund.at}>
              <th scope="row">
                {receiptTexts.refund}, {formatMoment(refund.at, zone)}
              </th>
              <td>{formatMoney({ ...refund.amount, amount_minor: -refund.amount.amount_minor })}</td>
            </tr>
          ))}
          {receipt.failed_refunds.map((refund) => (
            <tr key={refund.at}>
              <th scope="row">
                {receiptTexts.refundFailed}, {formatMoment(refund.at, zone)}: {formatMoney(refund.amount)}
              </th>
              <td />
            </tr>
          ))}
        </tfoot>
      </table>
      <Facts facts={facts} />
    </article>
  );
}
