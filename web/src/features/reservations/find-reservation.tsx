import { useEffect, useRef, useState } from "react";
import { fieldErrors, formError } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useMutation } from "@/lib/use-mutation";
import { findTexts } from "@/texts/reservations";
import { requestGuestLink } from "./requests";

/** Takes the focus of the form that it replaces. */
function Sent({ onAgain }: { onAgain: () => void }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <Notice kind="success" ref={notice}>
        {findTexts.sent}
      </Notice>
      <Button kind="quiet" wide onPress={onAgain}>
        {findTexts.again}
      </Button>
    </>
  );
}

/** For guests whose mail is lost. */
export function FindReservation() {
  const [email, setEmail] = useState("");
  const [reference, setReference] = useState("");
  const [isAgain, setAgain] = useState(false);
  const ask = useMutation({ mutationFn: () => requestGuestLink(email.trim(), reference) });
  const fields = fieldErrors(ask.error);
  const failure = formError(ask.error, ["email", "reference"]);
  if (ask.isSuccess) {
    const enterAnother = () => {
      setAgain(true);
      ask.reset();
    };
    return <Sent onAgain={enterAnother} />;
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ask.isPending) ask.mutate();
      }}
    >
      <p className="soft">{findTexts.text}</p>
      <Field
        label={findTexts.email}
        type="email"
        autoComplete="email"
        // The button that opened the form again is gone.
        autoFocus={isAgain}
        isRequired
        value={email}
        onChange={setEmail}
        error={fields.email}
      />
      <Field
        label={findTexts.reference}
        hint={findTexts.referenceHint}
        autoComplete="off"
        spellCheck="false"
        isRequired
        value={reference}
        onChange={setReference}
        error={fields.reference}
      />
      {failure && <Notice kind="error">{failure}</Notice>}
      <Button type="submit" wide isPending={ask.isPending}>
        {findTexts.send}
      </Button>
    </form>
  );
}
