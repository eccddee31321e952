# French. `$card` is `none` without a card; `$part` is the part of the mail, `html` or `text`.

## Buttons and sentences of several mails

see-reservation = Voir votre réservation
see-once-more = La revoir
see-receipt = Voir le reçu
manage = Voir, prolonger, terminer
pay = Payer { $amount }
colon =  :
link-is-key = Ce lien est la clé de votre réservation : ne le transmettez pas.
card = { $brand } se terminant par { $last4 }
failure = Le motif qui nous a été indiqué : { $reason }
nothing-to-pay = Il n’y a rien à payer.
nothing-is-charged = Rien n’est débité.
period-price = La période entière coûte { $estimate } ; vous payez après le stationnement, pour le temps utilisé.
carried-to-next = Ce montant est reporté sur votre prochain stationnement : rien n’est débité maintenant.
amount-waived = C’est pour nous : rien n’est débité.
decline = { $code ->
    [insufficient_funds] Les fonds disponibles sur votre carte sont insuffisants.
    [expired_card] Votre carte a expiré.
    [processing_error] Une erreur s’est produite lors du traitement de votre carte.
    [authentication_required] Votre banque vous demande d’autoriser le paiement.
   *[other] Votre carte a été refusée.
}

## Table of facts

row-account = Compte
row-code = Code
row-spot = Place
row-where = Lieu
row-from = Début
row-until = Fin
row-time-used = Temps utilisé
row-length = Durée
row-time-zone = Fuseau horaire
row-prices = Prix
row-rate = Tarif
row-paid = Payé
row-to-pay = À payer
row-carried = Reporté
row-waived = Offert
row-not-paid = Non payé
row-refund = Remboursement
row-given-back = Remboursé
row-card = Carte
row-reference = Référence
prices-from = À partir du { $at } : { $rules }
hourly = { $rate } par heure
hourly-from = { $rate } par heure à partir du { $at }

## confirm_account and reset_password

confirm-account-subject = { $code } est votre code
confirm-account = Confirmer votre adresse
confirm-account-how = Veuillez confirmer votre adresse e-mail : { $part ->
    [html] appuyez sur le bouton
   *[text] ouvrez le lien ci-dessous
} ou saisissez le code { $code } sur la page d’inscription.
confirm-account-ignore = Si vous n’avez pas créé de compte, vous pouvez ignorer cet e-mail.
reset-password = Définir un nouveau mot de passe
reset-password-how = Pour définir un nouveau mot de passe, { $part ->
    [html] appuyez sur le bouton
   *[text] ouvrez le lien ci-dessous
} ou saisissez le code { $code }.
reset-password-ignore = Si vous n’avez rien demandé, vous pouvez ignorer cet e-mail : votre mot de passe reste le même.
validity = Le code est valable { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
}, le lien { $hours ->
    [one] une heure
   *[other] { $hours } heures
}.

## known_account and password_changed

known-account = Vous avez déjà un compte
known-account-how = Vous avez déjà un compte avec cette adresse e-mail. Connectez-vous avec votre mot de passe, ou réinitialisez-le si vous l’avez oublié.
known-account-ignore = Si vous n’avez pas voulu créer de compte, vous pouvez ignorer cet e-mail : rien n’a changé.
go-to-site = Aller sur Curbhold
password-changed = Votre mot de passe a été modifié
password-changed-what = Le mot de passe de votre compte a été modifié et les autres sessions ont été fermées.
password-changed-warning = Ce n’était pas vous ? Demandez alors tout de suite un nouveau mot de passe : cette personne connaît l’ancien ou lit vos e-mails.

## hold_placed and hold_expired

hold-title = La place { $spot } est retenue pour vous
hold-subject = { $code } est votre code : la place { $spot } est retenue pour vous
hold-until = Jusqu’au { $at }.
hold = La place { $spot } est retenue pour vous.
hold-with-end = La place { $spot } est retenue pour vous jusqu’au { $at }.
hold-confirm-and-card = Confirmez d’ici là votre adresse avec { $part ->
    [html] le bouton
   *[text] le lien ci-dessous
} ou saisissez le code { $code }, et enregistrez une carte : la place est alors à vous.
hold-confirm = Confirmez d’ici là votre adresse avec { $part ->
    [html] le bouton
   *[text] le lien ci-dessous
} ou saisissez le code { $code } : la place est alors à vous.
hold-card = Enregistrez une carte d’ici là, et la place est à vous.
hold-finish = Confirmez la réservation d’ici là, et la place est à vous.
hold-otherwise = Sinon, la place redevient libre et rien n’est débité.
finish-reservation = Finaliser votre réservation
hold-expired-title = Le délai de confirmation est dépassé
hold-expired-subject = Le délai de confirmation de la place { $spot } est dépassé
hold-expired = Le délai de confirmation de la place { $spot } est dépassé.
hold-expired-at = Le délai de confirmation de la place { $spot } est dépassé : il a pris fin le { $at }.
hold-again-how = La place est peut-être encore libre à votre horaire. Avec { $part ->
    [html] le bouton
   *[text] le lien ci-dessous
}, vous pouvez la retenir de nouveau.
hold-again = La retenir de nouveau

## guest_link

guest-link = Votre lien vers la réservation { $reference }
guest-link-what = Voici le lien vers votre réservation de la place { $spot }.
guest-link-ignore = Si vous ne l’avez pas demandé, vous pouvez ignorer cet e-mail : personne d’autre n’a reçu le lien.

## confirmation, amendment and cancellation

confirmation-subject = Votre place { $spot } est réservée
confirmation-title = La place { $spot } est à vous
confirmation = La place { $spot } est à vous.
confirmation-price = Vous payez après le stationnement, pour le temps utilisé : { $estimate } pour la période entière, moins si vous terminez plus tôt. La carte est débitée à ce moment-là.
amendment-subject = Votre stationnement sur la place { $spot } se termine désormais le { $at }
amendment = L’heure de fin a changé
amendment-end = Votre stationnement se termine désormais le { $at }.
amendment-text = L’heure de fin a changé. Votre stationnement se termine désormais le { $at }.
cancellation-subject = Votre réservation de la place { $spot } est annulée
cancellation-title = Votre réservation est annulée
cancellation = Votre réservation est annulée.
cancellation-keeps-card = Rien n’est débité. Votre carte enregistrée reste dans votre compte.
cancellation-forgets-card = Rien n’est débité, et nous avons demandé la suppression de votre carte.

## reminder

reminder-subject = Votre stationnement sur la place { $spot } se termine le { $at }
reminder-title = Votre stationnement se termine bientôt
reminder-end = Il se termine le { $at }.
reminder-text = Votre stationnement se termine bientôt : le { $at }.
reminder-extend = Besoin de plus de temps ? Vous pouvez le prolonger tant que la place est libre ensuite. Sinon, vous n’avez rien à faire : il se termine tout seul.
extend-or-end = Prolonger ou terminer maintenant

## visit_running

visit-running-subject = Votre stationnement continue : { $place }, au plus tard jusqu’au { $at }
visit-running-title = Votre stationnement continue
visit-running-text = Le temps écoulé coûte { $cost } : votre véhicule est garé depuis le { $since }.
visit-running-end = Le stationnement se termine tout seul, au plus tard le { $at }. Si vous êtes déjà parti, terminez-le maintenant : plus aucun temps ne sera facturé.
open-visit = Ouvrir le stationnement

## revocation

revocation-reported-subject = Votre réservation de la place { $spot } est annulée : vous ne payez rien
revocation-subject = Nous avons dû retirer votre réservation de la place { $spot }
revocation-reported-title = Votre réservation est annulée
revocation-title = Nous avons dû reprendre votre place
revocation-reported = { $part ->
    [html] Vous nous avez signalé que quelqu’un d’autre occupe la place, et nous en sommes désolés.
   *[text] Vous nous avez signalé que quelqu’un d’autre occupe la place { $spot }. Nous en sommes désolés et avons annulé votre réservation.
}
revocation-reported-price = Vous ne payez rien, pas même pour le temps écoulé.
revocation = { $part ->
    [html] La place ne peut pas être utilisée comme promis, et nous en sommes désolés.
   *[text] Nous avons dû reprendre la place { $spot } : elle ne peut pas être utilisée comme promis, et nous en sommes désolés.
}
revocation-price = Vous ne payez rien, pas même pour le temps utilisé.
revocation-move = Si votre voiture s’y trouve, veuillez la déplacer.
offer-at-rate = À la place, nous retenons pour vous la place { $spot } : { $place }, jusqu’au { $until }, à { $rate } par heure.
offer-for-total = À la place, nous retenons pour vous la place { $spot } : { $place }, jusqu’au { $until }, pour { $total }.
offer-answer = Acceptez-la ou refusez-la avant le { $at } ; ensuite, elle est libre pour d’autres.
see-offer = Voir l’autre place

## ended

ended-failed-subject = Votre paiement de { $amount } pour la place { $spot } a échoué
ended-subject = Votre stationnement sur la place { $spot } est terminé
ended-failed-title = Votre paiement a échoué
ended-title = Votre stationnement est terminé
ended = Votre stationnement est terminé.
thanks = Merci d’avoir stationné chez nous.
charged-for = Nous avons débité { $amount } de { $card ->
    [none] votre carte
   *[other] la carte { $card }
}, pour { $length }.
refused = Votre carte a été refusée : les { $amount } n’ont donc pas été payés.
retry = Rien n’a été débité. Nous réessaierons la carte le { $at }. Vous pouvez aussi payer maintenant, avec cette carte ou une autre.
pay-otherwise = Rien n’a été débité. Veuillez payer avec une autre carte ; d’ici là, vous ne pouvez plus réserver.
card-unavailable = Nous ne pouvons pas débiter votre carte, car elle n’est plus enregistrée chez notre prestataire de paiement : les { $amount } n’ont donc pas été payés.
pay-any-card = Rien n’a été débité. Veuillez payer avec cette carte ou une autre ; d’ici là, vous ne pouvez plus réserver.
bank-approval = Votre banque vous demande d’autoriser le paiement de { $amount } : il n’a donc pas été effectué.
approve = Rien n’a été débité. Veuillez l’autoriser ou payer avec une autre carte ; d’ici là, vous ne pouvez plus réserver.
below-minimum = Il revient à { $amount }, ce qui est inférieur au minimum débitable sur une carte.
payment-pending = Il revient à { $amount }. Le paiement est encore en cours.
includes-carried = Ce montant inclut { $amount } reportés de stationnements précédents.

## payment_received, payment_overdue and payment_reminder

received-subject = Nous avons reçu votre paiement de { $amount } pour la place { $spot }
received-nothing-subject = Il n’y a rien à payer maintenant pour la place { $spot }
received-title = Votre paiement est arrivé
received-nothing-title = Il n’y a rien à payer maintenant
received = Merci : votre stationnement est payé.
charged = Nous avons débité { $amount } de { $card ->
    [none] votre carte
   *[other] la carte { $card }
}.
received-below-minimum = Votre stationnement revient à { $amount }, ce qui est inférieur au minimum débitable sur une carte.
overdue-subject = Votre paiement de { $amount } pour la place { $spot } est en retard
overdue-title = Votre paiement est en retard
overdue = Les { $amount } de votre stationnement n’ont pas pu être débités.
overdue-pay = Nous ne réessaierons pas votre carte. Veuillez payer avec cette carte ou une autre ; d’ici là, vous ne pouvez plus réserver.
open-subject = Votre paiement de { $amount } pour la place { $spot } est toujours dû
open-title = Votre paiement est toujours dû
open = Quelqu’un vient d’essayer de réserver une place avec cette adresse ; c’était très probablement vous. Ce n’est pas possible tant que les { $amount } de ce stationnement ne sont pas payés.
open-pay = Veuillez payer avec la carte de votre choix. Si ce n’était pas vous, cela est resté sans suite : rien n’a été réservé.

## refund and refund_failed

refund-subject = Nous vous remboursons { $amount }
refund-title = { $amount } vous sont envoyés
refund = Nous vous remboursons { $amount } sur { $card ->
    [none] votre carte
   *[other] la carte { $card }
}. Les banques mettent cinq à dix jours à l’afficher.
refund-revoked = Vous n’avez pas pu utiliser la place comme promis.
refund-goodwill = Nous sommes désolés de la gêne occasionnée.
refund-duplicate = Vous aviez déjà payé d’une autre manière.
refund-mistake = Nous n’aurions pas dû le débiter.
refund-failed-subject = Votre remboursement de { $amount } n’est pas arrivé
refund-failed-title = Votre remboursement n’est pas arrivé
refund-failed = Votre banque n’a pas accepté le remboursement de { $amount } sur { $card ->
    [none] votre carte
   *[other] la carte { $card }
} et nous l’a renvoyé.
refund-failed-next = Vous n’avez rien à faire : nous le savons et trouverons un autre moyen de vous le verser.

## card_expiring

card-expiring-subject = Votre carte expire avant la fin de votre stationnement sur la place { $spot }
card-expiring-title = Votre carte expire avant la fin de votre stationnement
card-expiring = Vous payez après le stationnement, et { $card ->
    [none] votre carte
   *[other] la carte { $card }
} expire en { $expiry }. Veuillez nous indiquer une autre carte, pour que le paiement n’échoue pas.
other-card = Indiquer une autre carte
