import { useState } from "react";
import type { ChargeHistory } from "@/api/admin";
import { Choice } from "@/components/console/select-field";
import { Deed } from "@/components/console/confirm-action";
import { MomentField } from "@/components/console/date-time-field";
import { Chips } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { chargeTexts } from "@/console-texts/billing";
import { readAmount } from "@/lib/amount";
import { toWire } from "@/lib/time";
import { refundCharge } from "./charge-requests";

const REFUNDABLE = ["paid", "part_refunded", "won"];
const REASONS = Object.entries(chargeTexts.reasons).map(([value, label]) => ({ value, label }));
const HOW_MUCH = [
  { value: "whole", label: chargeTexts.whole },
  { value: "part", label: chargeTexts.part },
  { value: "unused", label: chargeTexts.unused },
];

interface RefundProps {
  id: string;
  history: ChargeHistory;
  zone: string;
  /** When the stay ended, or would have. */
  endsAt: number;
}

/** Gives money back: all of it, a part, or what some of the time cost. */
export function Refund({ id, history: { charge, refunds }, zone, endsAt }: RefundProps) {
  const [howMuch, setHowMuch] = useState("whole");
  const [amount, setAmount] = useState("");
  const [unusedFrom, setUnusedFrom] = useState<number | undefined>(endsAt);
  const [reason, setReason] = useState("goodwill");
  if (!charge || !REFUNDABLE.includes(charge.state)) return null;
  const act = (note: string) => {
    const minor = readAmount(amount, charge.amount.currency);
    if (howMuch === "part" && minor === undefined) throw new Error(chargeTexts.noAmount);
    return refundCharge(id, {
      note,
      reason,
      seen: refunds.length,
      ...(howMuch === "part" && minor !== undefined && { amount_minor: minor }),
      ...(howMuch === "unused" && unusedFrom !== undefined && { unused_from: toWire(unusedFrom) }),
    });
  };
  return (
    <Deed name={chargeTexts.refund} text={chargeTexts.refundText} isGrave act={async (note) => act(note)}>
      <Chips label={chargeTexts.howMuch} choices={HOW_MUCH} value={howMuch} onChange={setHowMuch} />
      {howMuch === "part" && (
        <Field
          label={`${chargeTexts.amount} (${charge.amount.currency})`}
          isRequired
          value={amount}
          onChange={setAmount}
          error={amount && readAmount(amount, charge.amount.currency) === undefined ? chargeTexts.noAmount : undefined}
        />
      )}
      {howMuch === "unused" && (
        <MomentField
          label={chargeTexts.unusedFrom}
          value={unusedFrom}
          onChange={setUnusedFrom}
          zone={zone}
          isRequired
        />
      )}
      <Choice label={chargeTexts.reason} value={reason} onChange={setReason} choices={REASONS} />
    </Deed>
  );
}
