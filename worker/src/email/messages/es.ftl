# Spanish. `$card` is `none` without a card; `$part` is the part of the mail, `html` or `text`.

## Buttons and sentences of several mails

see-reservation = Ver su reserva
see-once-more = Volver a verla
see-receipt = Ver el recibo
manage = Ver, ampliar o terminar
pay = Pagar { $amount }
colon = :
link-is-key = Este enlace es la llave de su reserva: no lo comparta.
card = { $brand } terminada en { $last4 }
failure = El motivo que nos han indicado: { $reason }
nothing-to-pay = No hay nada que pagar.
nothing-is-charged = No se cobra nada.
period-price = El período completo cuesta { $estimate }; usted paga después de aparcar, por el tiempo utilizado.
carried-to-next = Se traslada a su próxima estancia: ahora no se cobra nada.
amount-waived = Invitamos nosotros: no se cobra nada.
decline = { $code ->
    [insufficient_funds] Su tarjeta no tiene fondos suficientes.
    [expired_card] Su tarjeta ha caducado.
    [processing_error] Se produjo un error al procesar su tarjeta.
    [authentication_required] Su banco le pide que apruebe el pago.
   *[other] Su tarjeta ha sido rechazada.
}

## Table of facts

row-account = Cuenta
row-code = Código
row-spot = Plaza
row-where = Lugar
row-from = Desde
row-until = Hasta
row-time-used = Tiempo utilizado
row-length = Duración
row-time-zone = Zona horaria
row-prices = Precios
row-rate = Tarifa
row-paid = Pagado
row-to-pay = Por pagar
row-carried = Trasladado
row-waived = Condonado
row-not-paid = Sin pagar
row-refund = Reembolso
row-given-back = Reembolsado
row-card = Tarjeta
row-reference = Referencia
prices-from = Desde el { $at }: { $rules }
hourly = { $rate } por hora
hourly-from = { $rate } por hora desde el { $at }

## confirm_account and reset_password

confirm-account-subject = { $code } es su código
confirm-account = Confirmar su dirección
confirm-account-how = Confirme su dirección de correo electrónico: { $part ->
    [html] pulse el botón
   *[text] abra el enlace de abajo
} o introduzca el código { $code } en la página de registro.
confirm-account-ignore = Si no se ha registrado, puede ignorar este correo.
reset-password = Elegir una contraseña nueva
reset-password-how = Para elegir una contraseña nueva, { $part ->
    [html] pulse el botón
   *[text] abra el enlace de abajo
} o introduzca el código { $code }.
reset-password-ignore = Si no lo ha solicitado, puede ignorar este correo: su contraseña no cambia.
validity = El código es válido durante { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
}; el enlace, durante { $hours ->
    [one] una hora
   *[other] { $hours } horas
}.

## known_account and password_changed

known-account = Usted ya tiene una cuenta
known-account-how = Ya tiene una cuenta con esta dirección de correo electrónico. Inicie sesión con su contraseña o restablézcala si la ha olvidado.
known-account-ignore = Si no ha intentado registrarse, puede ignorar este correo: nada ha cambiado.
go-to-site = Ir a Curbhold
password-changed = Su contraseña ha cambiado
password-changed-what = La contraseña de su cuenta ha cambiado y las demás sesiones se han cerrado.
password-changed-warning = ¿No ha sido usted? Entonces solicite enseguida una contraseña nueva: quien lo haya hecho conoce la anterior o lee su correo.

## hold_placed and hold_expired

hold-title = La plaza { $spot } está retenida para usted
hold-subject = { $code } es su código: la plaza { $spot } está retenida para usted
hold-until = Hasta el { $at }.
hold = La plaza { $spot } está retenida para usted.
hold-with-end = La plaza { $spot } está retenida para usted hasta el { $at }.
hold-confirm-and-card = Confirme antes su dirección con { $part ->
    [html] el botón
   *[text] el enlace de abajo
} o introduzca el código { $code }, y registre una tarjeta: entonces la plaza es suya.
hold-confirm = Confirme antes su dirección con { $part ->
    [html] el botón
   *[text] el enlace de abajo
} o introduzca el código { $code }: entonces la plaza es suya.
hold-card = Registre antes una tarjeta y la plaza es suya.
hold-finish = Confírmela antes y la plaza es suya.
hold-otherwise = De lo contrario, la plaza queda libre otra vez y no se cobra nada.
finish-reservation = Completar su reserva
hold-expired-title = Su retención ha vencido
hold-expired-subject = Su retención de la plaza { $spot } ha vencido
hold-expired = Su retención de la plaza { $spot } ha vencido.
hold-expired-at = Su retención de la plaza { $spot } ha vencido: terminó el { $at }.
hold-again-how = Es posible que la plaza siga libre a su hora. Con { $part ->
    [html] el botón
   *[text] el enlace de abajo
} puede volver a retenerla.
hold-again = Retenerla otra vez

## guest_link

guest-link = Su enlace a la reserva { $reference }
guest-link-what = Aquí tiene el enlace a su reserva de la plaza { $spot }.
guest-link-ignore = Si no lo ha solicitado, puede ignorar este correo: nadie más ha recibido el enlace.

## confirmation, amendment and cancellation

confirmation-subject = Su plaza { $spot } está reservada
confirmation-title = La plaza { $spot } es suya
confirmation = La plaza { $spot } es suya.
confirmation-price = Usted paga después de aparcar, por el tiempo utilizado: { $estimate } por el período completo, menos si termina antes. La tarjeta se carga en ese momento.
amendment-subject = Su estancia en la plaza { $spot } termina ahora el { $at }
amendment = La hora final ha cambiado
amendment-end = Su estancia termina ahora el { $at }.
amendment-text = La hora final ha cambiado. Su estancia termina ahora el { $at }.
cancellation-subject = Su reserva de la plaza { $spot } está cancelada
cancellation-title = Su reserva está cancelada
cancellation = Su reserva está cancelada.
cancellation-keeps-card = No se cobra nada. Su tarjeta guardada permanece en su cuenta.
cancellation-forgets-card = No se cobra nada, y hemos pedido que se elimine su tarjeta.

## reminder

reminder-subject = Su estancia en la plaza { $spot } termina el { $at }
reminder-title = Su estancia termina pronto
reminder-end = Termina el { $at }.
reminder-text = Su estancia termina pronto: el { $at }.
reminder-extend = ¿Necesita más tiempo? Puede ampliarla mientras la plaza siga libre después. Si no, no tiene que hacer nada: termina sola.
extend-or-end = Ampliar o terminar ahora

## visit_running

visit-running-subject = Su estancia en { $place } continúa, como máximo hasta el { $at }
visit-running-title = Su estancia continúa
visit-running-text = El tiempo hasta ahora cuesta { $cost }: su vehículo está aparcado desde el { $since }.
visit-running-end = La estancia termina sola, como máximo el { $at }. Si ya se ha ido, termínela ahora: así no se cobra más tiempo.
open-visit = Abrir la estancia

## revocation

revocation-reported-subject = Su reserva de la plaza { $spot } queda anulada: no paga nada
revocation-subject = Hemos tenido que retirar su reserva de la plaza { $spot }
revocation-reported-title = Su reserva queda anulada
revocation-title = Hemos tenido que retirar su plaza
revocation-reported = { $part ->
    [html] Nos ha avisado de que otra persona ocupa la plaza, y lo sentimos.
   *[text] Nos ha avisado de que otra persona ocupa la plaza { $spot }. Lo sentimos y hemos anulado su reserva.
}
revocation-reported-price = No paga nada por ella, ni siquiera por el tiempo transcurrido.
revocation = { $part ->
    [html] La plaza no se puede utilizar como habíamos prometido, y lo sentimos.
   *[text] Hemos tenido que retirar la plaza { $spot }: no se puede utilizar como habíamos prometido, y lo sentimos.
}
revocation-price = No paga nada, ni siquiera por el tiempo utilizado.
revocation-move = Si su coche está allí, retírelo, por favor.
offer-at-rate = En su lugar retenemos para usted la plaza { $spot }: { $place }, hasta el { $until }, a { $rate } por hora.
offer-for-total = En su lugar retenemos para usted la plaza { $spot }: { $place }, hasta el { $until }, por { $total }.
offer-answer = Acéptela o rechácela antes del { $at }; después queda libre para otras personas.
see-offer = Ver la otra plaza

## ended

ended-failed-subject = No se ha podido cobrar su pago de { $amount } por la plaza { $spot }
ended-subject = Su estancia en la plaza { $spot } ha terminado
ended-failed-title = No se ha podido cobrar su pago
ended-title = Su estancia ha terminado
ended = Su estancia ha terminado.
thanks = Gracias por aparcar con nosotros.
charged-for = Hemos cargado { $amount } en { $card ->
    [none] su tarjeta
   *[other] la tarjeta { $card }
}, por { $length }.
refused = Su tarjeta ha sido rechazada, por lo que no se han pagado los { $amount }.
retry = No se ha cobrado nada. Volveremos a intentarlo con la tarjeta el { $at }. También puede pagar ahora, con esta tarjeta o con otra.
pay-otherwise = No se ha cobrado nada. Pague con otra tarjeta, por favor; hasta entonces no puede volver a reservar.
card-unavailable = No podemos cobrar en su tarjeta porque nuestro proveedor de pagos ya no la tiene guardada, por lo que no se han pagado los { $amount }.
pay-any-card = No se ha cobrado nada. Pague con esta tarjeta o con otra, por favor; hasta entonces no puede volver a reservar.
bank-approval = Su banco le pide que apruebe el pago de { $amount }, por lo que aún no se ha pagado.
approve = No se ha cobrado nada. Apruébelo o pague con otra tarjeta, por favor; hasta entonces no puede volver a reservar.
below-minimum = El importe es de { $amount }, menos de lo que se puede cobrar en una tarjeta.
payment-pending = El importe es de { $amount }. El pago aún está en curso.
includes-carried = Esto incluye { $amount } trasladados de estancias anteriores.

## payment_received, payment_overdue and payment_reminder

received-subject = Hemos recibido su pago de { $amount } por la plaza { $spot }
received-nothing-subject = Ahora no hay nada que pagar por la plaza { $spot }
received-title = Su pago ha llegado
received-nothing-title = Ahora no hay nada que pagar
received = Gracias: su estancia está pagada.
charged = Hemos cargado { $amount } en { $card ->
    [none] su tarjeta
   *[other] la tarjeta { $card }
}.
received-below-minimum = Su estancia cuesta { $amount }, menos de lo que se puede cobrar en una tarjeta.
overdue-subject = Su pago de { $amount } por la plaza { $spot } está vencido
overdue-title = Su pago está vencido
overdue = No se han podido cobrar los { $amount } de su estancia.
overdue-pay = No volveremos a intentarlo con su tarjeta. Pague con esta tarjeta o con otra, por favor; hasta entonces no puede volver a reservar.
open-subject = Su pago de { $amount } por la plaza { $spot } sigue pendiente
open-title = Su pago sigue pendiente
open = Alguien acaba de intentar reservar una plaza con esta dirección; lo más probable es que haya sido usted. No es posible mientras no se paguen los { $amount } de esta estancia.
open-pay = Pague con la tarjeta que prefiera, por favor. Si no ha sido usted, no ha tenido consecuencias: no se ha reservado nada.

## refund and refund_failed

refund-subject = Le devolvemos { $amount }
refund-title = { $amount } están en camino
refund = Le devolvemos { $amount } a { $card ->
    [none] su tarjeta
   *[other] la tarjeta { $card }
}. Los bancos tardan de cinco a diez días en mostrarlo.
refund-revoked = No ha podido utilizar la plaza como habíamos prometido.
refund-goodwill = Sentimos las molestias ocasionadas.
refund-duplicate = Usted ya lo había pagado de otra forma.
refund-mistake = No deberíamos haberlo cobrado.
refund-failed-subject = Su reembolso de { $amount } no ha llegado
refund-failed-title = Su reembolso no ha llegado
refund-failed = Su banco no ha aceptado el reembolso de { $amount } a { $card ->
    [none] su tarjeta
   *[other] la tarjeta { $card }
} y nos lo ha devuelto.
refund-failed-next = No tiene que hacer nada: lo sabemos y buscaremos otra forma de pagárselo.

## card_expiring

card-expiring-subject = Su tarjeta caduca antes de que termine su estancia en la plaza { $spot }
card-expiring-title = Su tarjeta caduca antes de que termine su estancia
card-expiring = Usted paga después de aparcar, y { $card ->
    [none] su tarjeta
   *[other] la tarjeta { $card }
} caduca en { $expiry }. Indíquenos otra tarjeta, por favor, para que el pago no falle.
other-card = Indicar otra tarjeta
