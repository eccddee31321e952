import { useState } from "react";
import type { ManagedUser } from "@/api/admin";
import { ConfirmAction } from "@/components/console/confirm-action";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { userTexts } from "@/console-texts/identity";
import { disableUser, enableUser, eraseGuest, eraseUser, signOutUser } from "./requests";

export function UserActions({ user: { id, disabled_at, erased_at } }: { user: ManagedUser }) {
  if (erased_at) return null;
  return (
    <>
      <ConfirmAction name={userTexts.signOut} text={userTexts.signOutText} act={(note) => signOutUser(id, note)} />
      {disabled_at ? (
        <ConfirmAction name={userTexts.enable} text={userTexts.enableText} act={(note) => enableUser(id, note)} />
      ) : (
        <ConfirmAction
          name={userTexts.disable}
          text={userTexts.disableText}
          isDestructive
          act={(note) => disableUser(id, note)}
        />
      )}
      <ConfirmAction
        name={userTexts.erase}
        text={userTexts.eraseText}
        isDestructive
        act={(note) => eraseUser(id, note)}
      />
    </>
  );
}

/** Guests have no account, so that they are found by address. */
export function EraseGuest() {
  const [email, setEmail] = useState("");
  const [isDone, setDone] = useState(false);
  return (
    <>
      <ConfirmAction
        name={userTexts.guest}
        text={userTexts.guestText}
        isDestructive
        act={(note) => eraseGuest(email.trim(), note)}
        onDone={() => {
          setEmail("");
          setDone(true);
        }}
      >
        <Field label={userTexts.email} type="email" isRequired value={email} onChange={setEmail} />
      </ConfirmAction>
      {isDone && <Notice kind="success">{userTexts.guestDone}</Notice>}
    </>
  );
}
