import { useState } from "react";
import type { ChargeHistory } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { ConfirmAction } from "@/components/console/confirm-action";
import { DateTimeField } from "@/components/console/date-time-field";
import { RadioChips } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { chargeTexts } from "@/console-texts/billing";
import { parseAmount } from "@/lib/amount";
import { toRfc3339 } from "@/lib/time";
import { refundCharge } from "./charge-requests";

const REFUNDABLE = ["paid", "part_refunded", "won"];
const REASONS = Object.entries(chargeTexts.reasons).map(([value, label]) => ({ value, label }));
const EXTENTS = [
  { value: "whole", label: chargeTexts.remaining },
  { value: "part", label: chargeTexts.part },
  { value: "unused", label: chargeTexts.unused },
];

interface RefundProps {
  id: string;
  history: ChargeHistory;
  zone: string;
  /** Actual or planned end of the stay, in milliseconds; absent for a charge of another subject. */
  endsAt: number | undefined;
}

export function Refund({ id, history: { charge, refunds }, zone, endsAt }: RefundProps) {
  const [extent, setExtent] = useState("whole");
  const [amount, setAmount] = useState("");
  const [unusedFrom, setUnusedFrom] = useState<number | undefined>(endsAt);
  const [reason, setReason] = useState("goodwill");
  if (!charge || !REFUNDABLE.includes(charge.state)) return null;
  const act = (note: string) => {
    const minor = parseAmount(amount, charge.amount.currency);
    if (extent === "part" && minor === undefined) throw new Error(chargeTexts.noAmount);
    return refundCharge(id, {
      note,
      reason,
      seen: refunds.length,
      ...(extent === "part" && minor !== undefined && { amount_minor: minor }),
      ...(extent === "unused" && unusedFrom !== undefined && { unused_from: toRfc3339(unusedFrom) }),
    });
  };
  return (
    <ConfirmAction
      name={chargeTexts.refund}
      text={chargeTexts.refundText}
      isDestructive
      act={async (note) => act(note)}
    >
      <RadioChips
        label={chargeTexts.refundAmount}
        options={charge.kind === "stay" ? EXTENTS : EXTENTS.filter(({ value }) => value !== "unused")}
        value={extent}
        onChange={setExtent}
      />
      {extent === "part" && (
        <Field
          label={`${chargeTexts.amount} (${charge.amount.currency})`}
          isRequired
          value={amount}
          onChange={setAmount}
          error={amount && parseAmount(amount, charge.amount.currency) === undefined ? chargeTexts.noAmount : undefined}
        />
      )}
      {extent === "unused" && (
        <DateTimeField
          label={chargeTexts.unusedFrom}
          value={unusedFrom}
          onChange={setUnusedFrom}
          zone={zone}
          isRequired
        />
      )}
      <SelectField label={chargeTexts.reason} value={reason} onChange={setReason} options={REASONS} />
    </ConfirmAction>
  );
}
