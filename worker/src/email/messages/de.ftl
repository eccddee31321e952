# German. `$card` is `none` without a card; `$part` is the part of the mail, `html` or `text`.

## Buttons and sentences of several mails

see-reservation = Reservierung ansehen
see-once-more = Noch einmal ansehen
see-receipt = Beleg ansehen
manage = Ansehen, verlängern, beenden
pay = { $amount } bezahlen
colon = :
link-is-key = Dieser Link ist der Schlüssel zu Ihrer Reservierung: Geben Sie ihn nicht weiter.
card = { $brand } mit den Endziffern { $last4 }
failure = Uns wurde dieser Grund genannt: { $reason }
nothing-to-pay = Es ist nichts zu bezahlen.
nothing-is-charged = Es wird nichts abgebucht.
period-price = Der ganze Zeitraum kostet { $estimate }; Sie bezahlen nach dem Parken, und zwar für die genutzte Zeit.
carried-to-next = Der Betrag wird auf Ihren nächsten Parkvorgang übertragen: Jetzt wird nichts abgebucht.
amount-waived = Wir übernehmen den Betrag: Es wird nichts abgebucht.
decline = { $code ->
    [insufficient_funds] Ihre Karte ist nicht ausreichend gedeckt.
    [expired_card] Ihre Karte ist abgelaufen.
    [processing_error] Bei der Verarbeitung Ihrer Karte ist ein Fehler aufgetreten.
    [authentication_required] Ihre Bank verlangt, dass Sie die Zahlung freigeben.
   *[other] Ihre Karte wurde abgelehnt.
}

## Table of facts

row-account = Konto
row-code = Code
row-spot = Parkplatz
row-where = Ort
row-from = Von
row-until = Bis
row-time-used = Genutzte Zeit
row-length = Dauer
row-time-zone = Zeitzone
row-prices = Preise
row-rate = Tarif
row-paid = Bezahlt
row-to-pay = Zu bezahlen
row-carried = Übertragen
row-waived = Erlassen
row-not-paid = Nicht bezahlt
row-refund = Erstattung
row-given-back = Erstattet
row-card = Karte
row-reference = Referenz
prices-from = Ab { $at }: { $rules }
hourly = { $rate } pro Stunde
hourly-from = { $rate } pro Stunde ab { $at }

## confirm_account and reset_password

confirm-account-subject = { $code } ist Ihr Code
confirm-account = Adresse bestätigen
confirm-account-how = Bitte bestätigen Sie Ihre E-Mail-Adresse: { $part ->
    [html] Klicken Sie auf die Schaltfläche
   *[text] Öffnen Sie den Link unten
}, oder geben Sie auf der Registrierungsseite den Code { $code } ein.
confirm-account-ignore = Wenn Sie sich nicht registriert haben, können Sie diese E-Mail ignorieren.
reset-password = Neues Passwort festlegen
reset-password-how = Um ein neues Passwort festzulegen, { $part ->
    [html] klicken Sie auf die Schaltfläche
   *[text] öffnen Sie den Link unten
}, oder geben Sie den Code { $code } ein.
reset-password-ignore = Wenn Sie das nicht angefordert haben, können Sie diese E-Mail ignorieren: Ihr Passwort bleibt unverändert.
validity = Der Code gilt { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
}, der Link { $hours ->
    [one] eine Stunde
   *[other] { $hours } Stunden
}.

## known_account and password_changed

known-account = Sie haben bereits ein Konto
known-account-how = Mit dieser E-Mail-Adresse haben Sie bereits ein Konto. Melden Sie sich mit Ihrem Passwort an, oder setzen Sie es zurück, wenn Sie es vergessen haben.
known-account-ignore = Wenn Sie sich nicht registrieren wollten, können Sie diese E-Mail ignorieren: Es hat sich nichts geändert.
go-to-site = Zu Curbhold
password-changed = Ihr Passwort wurde geändert
password-changed-what = Das Passwort Ihres Kontos wurde geändert, und andere Anmeldungen wurden beendet.
password-changed-warning = Waren Sie das nicht? Dann fordern Sie sofort ein neues Passwort an: Wer das war, kennt das alte oder liest Ihre E-Mails.

## hold_placed and hold_expired

hold-title = Parkplatz { $spot } ist für Sie vorgemerkt
hold-subject = { $code } ist Ihr Code: Parkplatz { $spot } ist für Sie vorgemerkt
hold-until = Bis { $at }.
hold = Parkplatz { $spot } ist für Sie vorgemerkt.
hold-with-end = Parkplatz { $spot } ist bis { $at } für Sie vorgemerkt.
hold-confirm-and-card = Bestätigen Sie vorher Ihre Adresse mit { $part ->
    [html] der Schaltfläche
   *[text] dem Link unten
}, oder geben Sie den Code { $code } ein, und hinterlegen Sie eine Karte: Dann gehört der Parkplatz Ihnen.
hold-confirm = Bestätigen Sie vorher Ihre Adresse mit { $part ->
    [html] der Schaltfläche
   *[text] dem Link unten
}, oder geben Sie den Code { $code } ein: Dann gehört der Parkplatz Ihnen.
hold-card = Hinterlegen Sie vorher eine Karte: Dann gehört der Parkplatz Ihnen.
hold-finish = Bestätigen Sie vorher die Reservierung: Dann gehört der Parkplatz Ihnen.
hold-otherwise = Andernfalls ist der Parkplatz wieder frei, und es wird nichts abgebucht.
finish-reservation = Reservierung abschließen
hold-expired-title = Ihre Vormerkung ist abgelaufen
hold-expired-subject = Ihre Vormerkung für Parkplatz { $spot } ist abgelaufen
hold-expired = Ihre Vormerkung für Parkplatz { $spot } ist abgelaufen.
hold-expired-at = Ihre Vormerkung für Parkplatz { $spot } ist abgelaufen: Sie endete am { $at }.
hold-again-how = Vielleicht ist der Parkplatz zu Ihrer Zeit noch frei. Mit { $part ->
    [html] der Schaltfläche
   *[text] dem Link unten
} können Sie ihn erneut vormerken.
hold-again = Erneut vormerken

## guest_link

guest-link = Ihr Link zur Reservierung { $reference }
guest-link-what = Hier ist der Link zu Ihrer Reservierung von Parkplatz { $spot }.
guest-link-ignore = Wenn Sie ihn nicht angefordert haben, können Sie diese E-Mail ignorieren: Niemand sonst hat den Link erhalten.

## confirmation, amendment and cancellation

confirmation-subject = Ihr Parkplatz { $spot } ist reserviert
confirmation-title = Parkplatz { $spot } gehört Ihnen
confirmation = Parkplatz { $spot } gehört Ihnen.
confirmation-price = Sie bezahlen nach dem Parken für die genutzte Zeit: { $estimate } für den ganzen Zeitraum, weniger, wenn Sie den Parkvorgang früher beenden. Erst dann wird die Karte belastet.
amendment-subject = Ihr Parkvorgang auf Parkplatz { $spot } endet jetzt am { $at }
amendment = Das Ende hat sich verschoben
amendment-end = Ihr Parkvorgang endet jetzt am { $at }.
amendment-text = Das Ende hat sich verschoben. Ihr Parkvorgang endet jetzt am { $at }.
cancellation-subject = Ihre Reservierung von Parkplatz { $spot } ist storniert
cancellation-title = Ihre Reservierung ist storniert
cancellation = Ihre Reservierung ist storniert.
cancellation-keeps-card = Es wird nichts abgebucht. Ihre gespeicherte Karte bleibt in Ihrem Konto.
cancellation-forgets-card = Es wird nichts abgebucht, und wir haben die Löschung Ihrer Karte veranlasst.

## reminder

reminder-subject = Ihr Parkvorgang auf Parkplatz { $spot } endet am { $at }
reminder-title = Ihr Parkvorgang endet bald
reminder-end = Er endet am { $at }.
reminder-text = Ihr Parkvorgang endet bald: am { $at }.
reminder-extend = Brauchen Sie mehr Zeit? Sie können verlängern, solange der Parkplatz danach frei ist. Andernfalls müssen Sie nichts tun: Der Parkvorgang endet von selbst.
extend-or-end = Verlängern oder jetzt beenden

## visit_running

visit-running-subject = Ihr Parkvorgang läuft weiter: { $place }, längstens bis { $at }
visit-running-title = Ihr Parkvorgang läuft weiter
visit-running-text = Die Zeit bis jetzt kostet { $cost }: Ihr Fahrzeug parkt seit { $since }.
visit-running-end = Der Parkvorgang endet von selbst, spätestens am { $at }. Wenn Sie schon weggefahren sind, beenden Sie ihn jetzt: Dann wird keine weitere Zeit berechnet.
open-visit = Parkvorgang öffnen

## revocation

revocation-reported-subject = Ihre Reservierung von Parkplatz { $spot } ist aufgehoben: Sie bezahlen nichts
revocation-subject = Ihre Reservierung von Parkplatz { $spot } musste zurückgenommen werden
revocation-reported-title = Ihre Reservierung ist aufgehoben
revocation-title = Wir mussten Ihren Parkplatz zurücknehmen
revocation-reported = { $part ->
    [html] Sie haben uns gemeldet, dass jemand anderes auf dem Parkplatz steht. Das tut uns leid.
   *[text] Sie haben uns gemeldet, dass jemand anderes auf Parkplatz { $spot } steht. Das tut uns leid, und wir haben Ihre Reservierung aufgehoben.
}
revocation-reported-price = Sie bezahlen dafür nichts, auch nicht für die vergangene Zeit.
revocation = { $part ->
    [html] Der Parkplatz kann nicht wie versprochen genutzt werden. Das tut uns leid.
   *[text] Wir mussten Parkplatz { $spot } zurücknehmen: Er kann nicht wie versprochen genutzt werden. Das tut uns leid.
}
revocation-price = Sie bezahlen nichts, auch nicht für die genutzte Zeit.
revocation-move = Wenn Ihr Auto dort steht, fahren Sie es bitte weg.
offer-at-rate = Stattdessen haben wir Parkplatz { $spot } für Sie vorgemerkt: { $place }, bis { $until }, für { $rate } pro Stunde.
offer-for-total = Stattdessen haben wir Parkplatz { $spot } für Sie vorgemerkt: { $place }, bis { $until }, für { $total }.
offer-answer = Nehmen Sie ihn bis { $at } an, oder lehnen Sie ihn ab; danach ist er für andere frei.
see-offer = Anderen Parkplatz ansehen

## ended

ended-failed-subject = Ihre Zahlung von { $amount } für Parkplatz { $spot } ist fehlgeschlagen
ended-subject = Ihr Parkvorgang auf Parkplatz { $spot } ist beendet
ended-failed-title = Ihre Zahlung ist fehlgeschlagen
ended-title = Ihr Parkvorgang ist beendet
ended = Ihr Parkvorgang ist beendet.
thanks = Vielen Dank, dass Sie bei uns geparkt haben.
charged-for = Wir haben { $amount } von { $card ->
    [none] Ihrer Karte
   *[other] der Karte { $card }
} abgebucht, für { $length }.
refused = Ihre Karte wurde abgelehnt, deshalb sind { $amount } noch nicht bezahlt.
retry = Es wurde nichts abgebucht. Wir versuchen es mit der Karte am { $at } noch einmal. Sie können auch jetzt bezahlen, mit dieser oder einer anderen Karte.
pay-otherwise = Es wurde nichts abgebucht. Bitte bezahlen Sie mit einer anderen Karte; bis dahin können Sie nicht erneut reservieren.
card-unavailable = Wir können Ihre Karte nicht belasten, weil sie bei unserem Zahlungsdienstleister nicht mehr gespeichert ist; deshalb sind { $amount } noch nicht bezahlt.
pay-any-card = Es wurde nichts abgebucht. Bitte bezahlen Sie mit dieser oder einer anderen Karte; bis dahin können Sie nicht erneut reservieren.
bank-approval = Ihre Bank verlangt, dass Sie die Zahlung von { $amount } freigeben; deshalb ist sie noch nicht erfolgt.
approve = Es wurde nichts abgebucht. Bitte geben Sie die Zahlung frei, oder bezahlen Sie mit einer anderen Karte; bis dahin können Sie nicht erneut reservieren.
below-minimum = Er kostet { $amount }; das ist weniger, als von einer Karte abgebucht werden kann.
payment-pending = Er kostet { $amount }. Die Zahlung wird noch verarbeitet.
includes-carried = Darin sind { $amount } aus früheren Parkvorgängen enthalten.

## payment_received, payment_overdue and payment_reminder

received-subject = Wir haben Ihre Zahlung von { $amount } für Parkplatz { $spot } erhalten
received-nothing-subject = Für Parkplatz { $spot } ist jetzt nichts zu bezahlen
received-title = Ihre Zahlung ist eingegangen
received-nothing-title = Jetzt ist nichts zu bezahlen
received = Vielen Dank: Ihr Parkvorgang ist bezahlt.
charged = Wir haben { $amount } von { $card ->
    [none] Ihrer Karte
   *[other] der Karte { $card }
} abgebucht.
received-below-minimum = Ihr Parkvorgang kostet { $amount }; das ist weniger, als von einer Karte abgebucht werden kann.
overdue-subject = Ihre Zahlung von { $amount } für Parkplatz { $spot } ist überfällig
overdue-title = Ihre Zahlung ist überfällig
overdue = { $amount } für Ihren Parkvorgang konnten nicht abgebucht werden.
overdue-pay = Wir versuchen es mit Ihrer Karte nicht noch einmal. Bitte bezahlen Sie mit dieser oder einer anderen Karte; bis dahin können Sie nicht erneut reservieren.
open-subject = Ihre Zahlung von { $amount } für Parkplatz { $spot } ist noch offen
open-title = Ihre Zahlung ist noch offen
open = Soeben wollte jemand mit dieser Adresse einen Parkplatz reservieren; wahrscheinlich waren Sie es. Das ist nicht möglich, solange { $amount } für diesen Parkvorgang nicht bezahlt sind.
open-pay = Bitte bezahlen Sie mit einer Karte Ihrer Wahl. Wenn Sie es nicht waren, ist nichts geschehen: Es wurde nichts reserviert.

## refund and refund_failed

refund-subject = Wir erstatten Ihnen { $amount }
refund-title = { $amount } sind unterwegs zu Ihnen
refund = Wir erstatten Ihnen { $amount } auf { $card ->
    [none] Ihre Karte
   *[other] die Karte { $card }
}. Bei Banken dauert es fünf bis zehn Tage, bis der Betrag erscheint.
refund-revoked = Sie konnten den Parkplatz nicht wie versprochen nutzen.
refund-goodwill = Die Unannehmlichkeiten tun uns leid.
refund-duplicate = Sie hatten dies bereits auf anderem Weg bezahlt.
refund-mistake = Wir hätten das nicht abbuchen dürfen.
refund-failed-subject = Ihre Erstattung von { $amount } ist nicht angekommen
refund-failed-title = Ihre Erstattung ist nicht angekommen
refund-failed = Ihre Bank hat die Erstattung von { $amount } auf { $card ->
    [none] Ihre Karte
   *[other] die Karte { $card }
} nicht angenommen und an uns zurückgeschickt.
refund-failed-next = Sie müssen nichts tun: Wir wissen davon und werden Ihnen den Betrag auf anderem Weg auszahlen.

## card_expiring

card-expiring-subject = Ihre Karte läuft ab, bevor Ihr Parkvorgang auf Parkplatz { $spot } endet
card-expiring-title = Ihre Karte läuft ab, bevor Ihr Parkvorgang endet
card-expiring = Sie bezahlen nach dem Parken, und { $card ->
    [none] Ihre Karte
   *[other] die Karte { $card }
} läuft { $expiry } ab. Bitte geben Sie uns eine andere Karte, damit die Zahlung nicht fehlschlägt.
other-card = Andere Karte angeben
