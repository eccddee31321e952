import type { Receipt as ReceiptView } from "@/api/types";
import { DescriptionList } from "@/components/ui/description-list";
import { PriceLineRows } from "@/components/ui/price-lines";
import { formatMoney } from "@/lib/money";
import { formatDateTime } from "@/lib/time";
import { payTexts, receiptTexts } from "@/texts/billing";
import { reservationTexts } from "@/texts/reservations";

/** Has a print style. */
export function Receipt({ receipt }: { receipt: ReceiptView }) {
  const { time_zone: zone, card } = receipt;
  const lines = receipt.lines.map(({ starts_at, ends_at, ...line }) => ({ ...line, from: starts_at, to: ends_at }));
  const details: [string, string][] = [
    [receiptTexts.spot, `${receipt.spot}, ${receipt.place}, ${receipt.city}`],
    [receiptTexts.to, receipt.email],
  ];
  if (receipt.rules) details.push([reservationTexts.rules, receipt.rules]);
  if (card) details.push([receiptTexts.card, payTexts.ending(card.brand, card.last4)]);
  details.push([receiptTexts.reference, receipt.reference], [receiptTexts.number, receipt.charge_id]);
  return (
    <article className="receipt">
      <h1>{receiptTexts.title}</h1>
      <table>
        <tbody>
          <PriceLineRows lines={lines} zone={zone} />
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{receiptTexts.total}</th>
            <td>{formatMoney(receipt.total)}</td>
          </tr>
          <tr>
            <th scope="row">{reservationTexts.charge[receipt.state] ?? receipt.state}</th>
            <td>{formatMoney(receipt.paid)}</td>
          </tr>
          {receipt.refunds.map((refund) => (
            <tr key={refund.at}>
              <th scope="row">
                {receiptTexts.refund}, {formatDateTime(refund.at, zone)}
              </th>
              <td>{formatMoney({ ...refund.amount, amount_minor: -refund.amount.amount_minor })}</td>
            </tr>
          ))}
          {receipt.failed_refunds.map((refund) => (
            <tr key={refund.at}>
              <th scope="row">
                {receiptTexts.refundFailed(formatDateTime(refund.at, zone), formatMoney(refund.amount))}
              </th>
              <td />
            </tr>
          ))}
        </tfoot>
      </table>
      <DescriptionList items={details} />
    </article>
  );
}
