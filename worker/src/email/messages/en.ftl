# English. `$card` is `none` without a card; `$part` is the part of the mail, `html` or `text`.

## Buttons and sentences of several mails

see-reservation = See your reservation
see-once-more = See it once more
see-receipt = See the receipt
manage = See it, extend it, end it
pay = Pay { $amount }
colon = :
link-is-key = This link is your key to the reservation: keep it to yourself.
card = { $brand } ending in { $last4 }
failure = The reason we were given: { $reason }
nothing-to-pay = There is nothing to pay.
nothing-is-charged = Nothing is charged.
period-price = The whole period costs { $estimate }; you pay after your stay, for the time that you used.
carried-to-next = It is carried over to your next stay: nothing is charged now.
amount-waived = It is on us: nothing is charged.
decline = { $code ->
    [insufficient_funds] Your card has insufficient funds.
    [expired_card] Your card has expired.
    [processing_error] An error occurred while your card was processed.
    [authentication_required] Your bank wants you to approve the payment.
   *[other] Your card was declined.
}

## Table of facts

row-account = Account
row-code = Code
row-spot = Spot
row-where = Where
row-from = From
row-until = Until
row-time-used = Time used
row-length = Length
row-time-zone = Time zone
row-prices = Prices
row-rate = Rate
row-paid = Paid
row-to-pay = To pay
row-carried = Carried
row-waived = Waived
row-not-paid = Not paid
row-refund = Refund
row-given-back = Given back
row-card = Card
row-reference = Reference
prices-from = From { $at }: { $rules }
hourly = { $rate } an hour
hourly-from = { $rate } an hour from { $at }

## confirm_account and reset_password

confirm-account-subject = { $code } is your code
confirm-account = Confirm your address
confirm-account-how = Please confirm your email address: { $part ->
    [html] press the button
   *[text] open the link below
}, or enter the code { $code } on the sign-up page.
confirm-account-ignore = If you did not sign up, you can ignore this mail.
reset-password = Set a new password
reset-password-how = To set a new password, { $part ->
    [html] press the button
   *[text] open the link below
}, or enter the code { $code }.
reset-password-ignore = If you did not ask for this, you can ignore this mail: your password stays the same.
validity = The code is valid for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, the link for { $hours ->
    [one] one hour
   *[other] { $hours } hours
}.

## known_account and password_changed

known-account = You have an account already
known-account-how = You already have an account with this email address. Sign in with your password, or reset it if you have forgotten it.
known-account-ignore = If you did not try to sign up, you can ignore this mail: nothing has changed.
go-to-site = Go to Curbhold
password-changed = Your password was changed
password-changed-what = The password of your account was changed, and other sign-ins have ended.
password-changed-warning = Was it not you? Then ask for a new password at once: whoever did it knows the old one, or reads your mail.

## hold_placed and hold_expired

hold-title = Spot { $spot } is held for you
hold-subject = { $code } is your code: spot { $spot } is held for you
hold-until = Until { $at }.
hold = Spot { $spot } is held for you.
hold-with-end = Spot { $spot } is held for you until { $at }.
hold-confirm-and-card = Confirm your address with { $part ->
    [html] the button
   *[text] the link below
}, or type the code { $code }, and set up a card before then, and it is yours.
hold-confirm = Confirm your address with { $part ->
    [html] the button
   *[text] the link below
}, or type the code { $code } before then, and it is yours.
hold-card = Set up a card before then, and it is yours.
hold-finish = Confirm it before then, and it is yours.
hold-otherwise = Otherwise the spot is free again, and nothing is charged.
finish-reservation = Finish your reservation
hold-expired-title = Your hold has expired
hold-expired-subject = Your hold of spot { $spot } has expired
hold-expired = Your hold of spot { $spot } has expired.
hold-expired-at = Your hold of spot { $spot } has expired: it ended { $at }.
hold-again-how = The spot may still be free for your time. With { $part ->
    [html] the button
   *[text] the link below
} you can hold it again.
hold-again = Hold it again

## guest_link

guest-link = Your link to reservation { $reference }
guest-link-what = Here is the link to your reservation of spot { $spot }.
guest-link-ignore = If you did not ask for it, you can ignore this mail: nobody else has received the link.

## confirmation, amendment and cancellation

confirmation-subject = Your spot { $spot } is reserved
confirmation-title = Spot { $spot } is yours
confirmation = Spot { $spot } is yours.
confirmation-price = You pay after your stay, for the time that you used: { $estimate } for the whole period, less if you end earlier. The card is charged then.
amendment-subject = Your stay on spot { $spot } now ends { $at }
amendment = The end of your stay has moved
amendment-end = It now ends { $at }.
amendment-text = The end of your stay has moved. It now ends { $at }.
cancellation-subject = Your reservation of spot { $spot } is cancelled
cancellation-title = Your reservation is cancelled
cancellation = Your reservation is cancelled.
cancellation-keeps-card = Nothing is charged. Your saved card stays in your account.
cancellation-forgets-card = Nothing is charged, and we have asked for your card to be forgotten.

## reminder

reminder-subject = Your stay on spot { $spot } ends { $at }
reminder-title = Your stay ends soon
reminder-end = It ends { $at }.
reminder-text = Your stay ends soon: { $at }.
reminder-extend = Do you need longer? You can extend it as long as the spot is free afterwards. Otherwise there is nothing to do: it ends by itself.
extend-or-end = Extend it, or end it now

## visit_running

visit-running-subject = Your visit at { $place } goes on, until { $at } at the latest
visit-running-title = Your visit goes on
visit-running-text = The time so far costs { $cost }: your vehicle has been parked since { $since }.
visit-running-end = The visit ends by itself, { $at } at the latest. If you have left already, end it now: no more time is charged then.
open-visit = Open the visit

## revocation

revocation-reported-subject = Your reservation of spot { $spot } is called off: you pay nothing
revocation-subject = Your reservation of spot { $spot } had to be taken back
revocation-reported-title = Your reservation is called off
revocation-title = We had to take your spot back
revocation-reported = { $part ->
    [html] You told us that somebody else is on the spot, and we are sorry.
   *[text] You told us that somebody else is on spot { $spot }. We are sorry, and have called your reservation off.
}
revocation-reported-price = You pay nothing for it, not even for the time that has passed.
revocation = { $part ->
    [html] The spot cannot be used as we had promised, and we are sorry.
   *[text] We had to take spot { $spot } back: it cannot be used as we had promised, and we are sorry.
}
revocation-price = You pay nothing, not even for the time that you have used.
revocation-move = If your car stands there, please move it.
offer-at-rate = In its place we hold spot { $spot } for you: { $place }, until { $until }, at { $rate } an hour.
offer-for-total = In its place we hold spot { $spot } for you: { $place }, until { $until }, for { $total }.
offer-answer = Accept or decline it by { $at }; after that it is free for others.
see-offer = See the other spot

## ended

ended-failed-subject = Your payment of { $amount } for spot { $spot } did not go through
ended-subject = Your stay on spot { $spot } has ended
ended-failed-title = Your payment did not go through
ended-title = Your stay has ended
ended = Your stay has ended.
thanks = Thank you for parking with us.
charged-for = We have charged { $amount } to { $card ->
    [none] your card
   *[other] { $card }
}, for { $length }.
refused = Your card was refused, so the { $amount } for it has not been paid.
retry = Nothing has been charged. We will try the card again { $at }. You can also pay now, with this card or another.
pay-otherwise = Nothing has been charged. Please pay with another card; until then you cannot reserve again.
card-unavailable = We cannot charge your card, because it is no longer stored with our payment provider, so the { $amount } has not been paid.
pay-any-card = Nothing has been charged. Please pay with this card or another; until then you cannot reserve again.
bank-approval = Your bank wants you to approve the payment of { $amount }, so it has not been paid.
approve = Nothing has been charged. Please approve it, or pay with another card; until then you cannot reserve again.
below-minimum = It comes to { $amount }, which is less than a card can be charged.
payment-pending = It comes to { $amount }. The payment is still under way.
includes-carried = This includes { $amount } carried over from earlier stays.

## payment_received, payment_overdue and payment_reminder

received-subject = We have received your payment of { $amount } for spot { $spot }
received-nothing-subject = There is nothing to pay now for spot { $spot }
received-title = Your payment has arrived
received-nothing-title = There is nothing to pay now
received = Thank you: your stay is paid.
charged = We have charged { $amount } to { $card ->
    [none] your card
   *[other] { $card }
}.
received-below-minimum = Your stay comes to { $amount }, which is less than a card can be charged.
overdue-subject = Your payment of { $amount } for spot { $spot } is overdue
overdue-title = Your payment is overdue
overdue = The { $amount } for your stay could not be collected.
overdue-pay = We will not try your card again. Please pay with this card or another; until then you cannot reserve again.
open-subject = Your payment of { $amount } for spot { $spot } is still open
open-title = Your payment is still open
open = Somebody has just tried to reserve a spot with this address; most likely it was you. That is not possible as long as the { $amount } for this stay is not paid.
open-pay = Please pay with whatever card you like. If it was not you, nothing has come of it: nothing was reserved.

## refund and refund_failed

refund-subject = We are giving you { $amount } back
refund-title = { $amount } is on its way to you
refund = We are giving you { $amount } back, to { $card ->
    [none] your card
   *[other] { $card }
}. Banks take five to ten days to show it.
refund-revoked = You could not use the spot as we had promised.
refund-goodwill = We are sorry for the trouble that you had.
refund-duplicate = You had paid for this in another way already.
refund-mistake = We should not have charged it.
refund-failed-subject = Your refund of { $amount } did not arrive
refund-failed-title = Your refund did not arrive
refund-failed = Your bank did not accept the refund of { $amount } to { $card ->
    [none] your card
   *[other] { $card }
}, and sent it back to us.
refund-failed-next = You do not need to do anything: we know about it and will find another way to pay it to you.

## card_expiring

card-expiring-subject = Your card expires before your stay on spot { $spot } is over
card-expiring-title = Your card expires before your stay is over
card-expiring = You pay after your stay, and { $card ->
    [none] your card
   *[other] { $card }
} expires { $expiry }. Please give us another card, so that the payment does not fail.
other-card = Give another card
