import { useState } from "react";
import { Button } from "@/components/ui/button";
import { BellIcon } from "@/components/ui/icons";
import { reservationTexts } from "@/texts/reservations";

/** Asks for the permission to notify only when the driver wants a reminder. */
export function ReminderButton() {
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  if (permission === "default") {
    return (
      <Button kind="quiet" wide onPress={() => void Notification.requestPermission().then(setPermission)}>
        <BellIcon /> {reservationTexts.alert}
      </Button>
    );
  }
  return (
    <p className="with-icon soft">
      <BellIcon /> {permission === "granted" ? reservationTexts.alertOn : reservationTexts.alertBlocked}
    </p>
  );
}
