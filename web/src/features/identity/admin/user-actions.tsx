import { useState } from "react";
import type { ManagedUser } from "@/api/admin";
import { Deed } from "@/components/console/confirm-action";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { userTexts } from "@/console-texts/identity";
import { disableUser, enableUser, eraseGuest, eraseUser, signUserOut } from "./requests";

/** What an operator may do with a user. */
export function UserActions({ user: { id, disabled_at, erased_at } }: { user: ManagedUser }) {
  if (erased_at) return null;
  return (
    <>
      <Deed name={userTexts.signOut} text={userTexts.signOutText} act={(note) => signUserOut(id, note)} />
      {disabled_at ? (
        <Deed name={userTexts.enable} text={userTexts.enableText} act={(note) => enableUser(id, note)} />
      ) : (
        <Deed name={userTexts.disable} text={userTexts.disableText} isGrave act={(note) => disableUser(id, note)} />
      )}
      <Deed name={userTexts.erase} text={userTexts.eraseText} isGrave act={(note) => eraseUser(id, note)} />
    </>
  );
}

/** The same for who has no account, by address. */
export function EraseGuest() {
  const [email, setEmail] = useState("");
  const [isDone, setDone] = useState(false);
  return (
    <>
      <Deed
        name={userTexts.guest}
        text={userTexts.guestText}
        isGrave
        act={(note) => eraseGuest(email.trim(), note)}
        onDone={() => {
          setEmail("");
          setDone(true);
        }}
      >
        <Field label={userTexts.email} type="email" isRequired value={email} onChange={setEmail} />
      </Deed>
      {isDone && <Notice kind="good">{userTexts.guestDone}</Notice>}
    </>
  );
}
