import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { codeOf, tell } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PasswordForm } from "@/features/identity/password-form";
import { confirmByLink } from "@/features/identity/requests";
import { showReservation } from "@/features/reservations/requests";
import { nav, texts } from "@/texts/app";
import { accountTexts, emailTexts } from "@/texts/identity";
import { useLinkToken } from "../link-access";
import { Page } from "../pages";

/** The link of a mail. Opening it changes nothing: scanners of mails follow links, but press no buttons. */
export function ConfirmEmailPage() {
  const token = useLinkToken();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [needsPassword, setNeedsPassword] = useState(false);
  const confirm = useMutation({
    mutationFn: ({ link, password }: { link: string; password?: string }) => confirmByLink(client, link, password),
    onError: (error) => {
      if (codeOf(error) === "password_required") setNeedsPassword(true);
    },
    onSuccess: ({ reservation, manage_token }) => {
      if (!reservation) return;
      showReservation(client, reservation, manage_token ?? undefined);
      void navigate({
        to: "/reservations/$id",
        params: { id: reservation.id },
        replace: true,
      });
    },
  });
  const problem = codeOf(confirm.error) === "wrong_code" ? emailTexts.used : tell(confirm.error);
  return (
    <Page title={emailTexts.step}>
      <h1>{confirm.isSuccess ? emailTexts.done : needsPassword ? emailTexts.choose : emailTexts.question}</h1>
      {confirm.isSuccess ? (
        <>
          <p>{emailTexts.doneText}</p>
          <Link to="/" className="button button-primary button-wide">
            {nav.map}
          </Link>
        </>
      ) : token && needsPassword ? (
        <>
          <p>{emailTexts.chooseText}</p>
          <PasswordForm
            asksOld={false}
            button={accountTexts.set}
            done={emailTexts.done}
            submit={(_, password) => confirm.mutateAsync({ link: token, password })}
          />
        </>
      ) : token ? (
        <div className="stack">
          <p>{emailTexts.questionText}</p>
          {confirm.error && <Notice kind="problem">{problem}</Notice>}
          <Button wide isPending={confirm.isPending} onPress={() => confirm.mutate({ link: token })}>
            {emailTexts.yes}
          </Button>
        </div>
      ) : (
        <Notice kind="problem">{texts.needLink}</Notice>
      )}
    </Page>
  );
}
