import { useState } from "react";
import { Button } from "@/components/ui/button";
import { BellIcon } from "@/components/ui/icons";
import { stayTexts } from "@/texts/reservations";

/** Asks for leave to remind, when the driver wants to be reminded. */
export function Reminder() {
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  if (permission === "default") {
    return (
      <Button kind="quiet" wide onPress={() => void Notification.requestPermission().then(setPermission)}>
        <BellIcon /> {stayTexts.alert}
      </Button>
    );
  }
  return (
    <p className="with-icon soft">
      <BellIcon /> {permission === "granted" ? stayTexts.alertOn : stayTexts.alertBlocked}
    </p>
  );
}
