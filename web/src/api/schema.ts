// Made by `npm run schema` from the OpenAPI document; never edited.
export interface paths {
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are */
        get: operations["show_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim your guest reservations
         * @description Those that were made without an account, with the address of this account, which must be confirmed. From then on they are managed by signing in; the
         *     links of their old mails lead nowhere, but for those to pay. The card of each goes on. At most 100 at a time; holds are left until they are decided.
         */
        post: operations["claim_reservations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mend the address of a sign-up or an account
         * @description As long as it is not confirmed. A new link and a new code go to the new address; it counts as soon as one of them is used.
         */
        patch: operations["change_account_email"];
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description Of the account that is signed in, whose old password must be given. Ends its other sign-ins and the links of mails that would set a password; this
         *     sign-in goes on. Wrong passwords are counted for this sign-in alone: those of others elsewhere do not lock it.
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Answers 202: a link and a 6-digit code are on their way to the address, and the account is there as soon as one of them is used
         *     (`POST /api/v1/email-confirmations`) together with the `sign_up_token`. Without that token the link asks for another password. The answer is the
         *     same whether or not the address has an account; who has one is told so by mail. Where the operator does not require confirmation, the account is
         *     there at once: 201, or `email_taken`. An address has one account, whatever its case.
         */
        post: operations["create_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit
         * @description What operators have done, the newest first. Entries are never changed.
         */
        get: operations["list_audit_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List charges
         * @description Of one state, or those that drivers have been told to pay and have not.
         */
        get: operations["list_charges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/charges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a charge's history
         * @description With its attempts, refunds and disputes.
         */
        get: operations["show_charge_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/charges/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give money back
         * @description All of it, a part, or what the stay cost from an instant on. Never more than was collected; not while the driver's bank disputes it. The same
         *     request twice is one refund; another one with the same `seen` is refused with `revision_mismatch`.
         */
        post: operations["create_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/cities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List cities */
        get: operations["list_cities"];
        put?: never;
        /** Add a city */
        post: operations["create_city"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/cities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a city
         * @description The currency can only be changed while nothing is held and nothing was billed: amounts are never converted.
         */
        patch: operations["update_city"];
        trace?: never;
    };
    "/api/v1/admin/cities/{id}/spots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export spots
         * @description As GeoJSON, with `Accept: text/csv` as CSV. A CSV has no zones without spots. With `for=spreadsheet` the CSV has a byte order mark, and cells
         *     that begin with `=`, `+`, `-`, `@`, a tab or a carriage return have an apostrophe before them; the import takes it away again.
         */
        get: operations["export_spots"];
        put?: never;
        /**
         * Import spots
         * @description CSV or GeoJSON, as the export writes them; up to 64 MiB. When rows are wrong, nothing is imported: `errors` names up to 200 of them by line
         *     and column (of GeoJSON: by feature and property). Zones and spots are known by `zone_ref` and `spot_ref`; those that the file does not name
         *     stay as they are, and so does every value whose column is absent. Importing the same file again changes nothing.
         *
         *     Up to 5,000 zones and spots are imported in one transaction before the answer. Of larger files the answer is `202` with an import that is
         *     written in batches: ask for it at `Location` until its `state` is `done`.
         *
         *     With `dry_run=true` nothing is written: the answer tells what the rows that are right would add and change, and which rows are wrong.
         */
        post: operations["import_spots"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/closures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List closures
         * @description `age=current` (the default): under way or to come. `age=all`: those that are over, too.
         */
        get: operations["list_closures"];
        put?: never;
        /**
         * Close a spot or a zone
         * @description For the period nobody finds, holds or extends into it. Every reservation in the way is revoked in the same step, as by *Revoke a
         *     reservation*, and is listed in the answer with what its driver is offered.
         */
        post: operations["create_closure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/closures/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a closure early
         * @description The place can be reserved again at once. What was revoked stays revoked. A second time changes nothing.
         */
        post: operations["end_closure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show live figures
         * @description Counted afresh: spots by state, today's revenue in each city's day, what is overdue, how late the jobs are.
         */
        get: operations["show_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/figures/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show figures by day
         * @description Of one city, in its own days: how much of the spots' time was reserved, how many stays began, what was billed, collected and given back.
         *     Stays that were cancelled, revoked or never confirmed do not count.
         */
        get: operations["show_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/guests/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a guest's personal data
         * @description As for a user, by address. The answer is the same whether or not there was such a guest.
         */
        post: operations["erase_guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an import
         * @description How far an import that is written in batches has come, for 90 days.
         */
        get: operations["show_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a job */
        get: operations["show_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a job up
         * @description Only one that is dead, or waits for another attempt. Whatever it was to do is not done.
         */
        post: operations["discard_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{id}/requeue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a job back
         * @description Only one that is dead, or waits for another attempt: it is done as soon as possible, with all its attempts. Jobs are safe to run twice.
         */
        post: operations["requeue_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the books
         * @description Every entry debits one account and credits another, and none is ever changed. With `Accept: text/csv` as CSV, up to 100,000 entries.
         */
        get: operations["list_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List comparisons with Stripe
         * @description The latest 31.
         */
        get: operations["list_reconciliations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find reservations
         * @description Of all drivers. All that is asked for must be so.
         */
        get: operations["search_reservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reservations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show any reservation
         * @description With every step that led to where it stands, and its charge.
         */
        get: operations["inspect_reservation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reservations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel for a driver
         * @description A hold, or a stay that has not begun; it costs nothing and the driver is told. A second time changes nothing.
         */
        post: operations["cancel_for_driver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reservations/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End for a driver
         * @description Now, as if the driver had ended it: a stay that is under way is billed for the time used, one that has not begun is cancelled and costs nothing.
         *     A second time changes nothing.
         */
        post: operations["end_for_driver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reservations/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a reservation
         * @description Held, to come or under way: the spot is free at once, the driver pays nothing and is told so. Where there is a free spot nearby at no
         *     higher price, it is held for the driver to accept or decline. A second time changes nothing.
         */
        post: operations["revoke_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/spots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List spots
         * @description Those out of service included.
         */
        get: operations["search_spots"];
        put?: never;
        /** Add a spot */
        post: operations["create_spot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/spots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a spot */
        get: operations["show_spot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a spot
         * @description Reservations that there are keep what was agreed; time that is added to them costs the new rate.
         */
        patch: operations["update_spot"];
        trace?: never;
    };
    "/api/v1/admin/spots/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a spot back into service
         * @description A second time changes nothing.
         */
        post: operations["restore_spot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/spots/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a spot out of service
         * @description Nobody finds or holds it any more. Reservations that there are go on; to end them too, close it. A second time changes nothing.
         */
        post: operations["retire_spot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a month's statement
         * @description A month begins at midnight in the city. With `Accept: text/csv` as CSV.
         */
        get: operations["show_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users */
        get: operations["search_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a user */
        get: operations["show_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a user
         * @description They cannot sign in any more, and what they are signed in with ends at once, links of mails that would set another password included. Reservations go
         *     on. A second time changes nothing.
         */
        post: operations["disable_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable a user
         * @description They can sign in again. Nobody whose personal data is erased can.
         */
        post: operations["enable_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a user's personal data
         * @description Once every stay is over and every charge settled: the address is replaced by a made-up one, password, sign-ins and cards are removed, and
         *     the guest of the same address is erased too. Reservations and books are kept. A second time changes nothing.
         */
        post: operations["erase_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a user out everywhere
         * @description Every sign-in ends at once, and every link of a mail that would set another password.
         */
        post: operations["sign_out_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List zones */
        get: operations["list_zones"];
        put?: never;
        /** Add a zone */
        post: operations["create_zone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/zones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a zone */
        get: operations["show_zone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a zone */
        patch: operations["update_zone"];
        trace?: never;
    };
    "/api/v1/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your cards */
        get: operations["list_cards"];
        put?: never;
        /**
         * Save a card
         * @description Asks Stripe whether the card has been set up, and believes nobody else. The first card is the default. A second time changes nothing.
         */
        post: operations["save_card"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to save a card
         * @description The card goes from the browser to Stripe, never here; then save it.
         */
        post: operations["begin_card"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a card
         * @description Stripe forgets it, unless a stay is still to be charged to it.
         */
        delete: operations["remove_card"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cards/{id}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a card the default */
        put: operations["make_card_default"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a charge
         * @description To whoever may see its reservation, or has a link to pay it.
         */
        get: operations["show_charge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charges/{id}/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to pay
         * @description Answers with the charge's one payment at Stripe: the same that could not be collected. The browser confirms it, with the bank's approval where
         *     it is wanted, with this card or another. Then ask for a look.
         */
        post: operations["begin_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/charges/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look whether it is paid
         * @description Asks Stripe whether the payment has been made, and believes nobody else.
         */
        post: operations["sync_charge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the site is set up
         * @description Nothing of it is a secret. May be kept for a minute. A city that was added is there after two minutes.
         */
        get: operations["show_configuration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/email-confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an email address
         * @description By the link of the mail or by its code. Each is good once, and for this alone; after five wrong codes another mail must be asked for, and after ten
         *     for one address within a day only links work: `link_required`. A sign-up becomes an account, a guest's hold becomes a reservation if its card is
         *     set up.
         *
         *     A link that is opened in another browser than the sign-up comes without the bearer token of the sign-up, or of the account. Somebody else may have
         *     chosen the password then: the answer is `password_required`, and the same request with `password` sets it, ends every other sign-up that waits and
         *     every session of the account, and signs in.
         */
        post: operations["confirm_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/email-confirmations/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for another confirmation mail
         * @description For the sign-up, the account or the guest's hold whose token is sent. The link and the code before are good for nothing from then on. Once a minute,
         *     and five times an hour; then `rate_limited`.
         */
        post: operations["resend_confirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the api lives
         * @description Asks nothing of anybody else.
         */
        get: operations["show_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/human-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a challenge for a proof of work
         * @description Where `human_check` of the configuration is `proof_of_work`, a hold of a driver whose email address is not verified must have the header
         *     `X-Human-Check: <challenge>:<solution>`; without one it is refused with `human_check_required`. Each challenge can be used once. `not_found` where none
         *     is required.
         */
        get: operations["show_challenge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch live
         * @description A WebSocket. Messages are JSON, each way: the client sends `LiveRequest`, the server `LiveMessage`; the protocol is described in docs/LIVE.md.
         *     The map needs no token. One's own reservations need one: as `Authorization` header here, or in a first message `authenticate`; never in the
         *     address.
         */
        get: operations["watch_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description The answer is always the same. Whoever has an account with this address gets a mail with a link and a code; once a minute, and five times an hour.
         *     Wrong passwords, which may lock sign-ins, do not keep anybody from asking.
         */
        post: operations["request_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password-resets/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password
         * @description By the link of the mail, or by address and code. Ends every sign-in of the account, and tells by mail that the password was changed. Link and code are
         *     good once, and end when the password is changed otherwise, or the account is signed out everywhere. After ten wrong codes for an address within a day
         *     only the link works: `link_required`.
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your reservations
         * @description `age=current` (the default): held or confirmed. `age=past`: over.
         */
        get: operations["list_reservations"];
        put?: never;
        /**
         * Hold a spot
         * @description The hold lasts ten minutes: set a card up and confirm within them, or the spot is free again. A guest gives an email address and gets a
         *     token, and, where confirmation is required, a link and a code by mail: `awaiting` tells what the hold still needs. Until the address is confirmed
         *     such a hold lasts two minutes and the stay at most four hours (`hold_expires_at` tells). A repeat with the same `Idempotency-Key` answers with the
         *     same reservation. When the spot is taken or closed, the problem names up to three free ones nearby. A user may have two holds at once, a guest one:
         *     then `too_many_holds`. The holds of drivers whose address is not confirmed are limited by network, at the same time and by day: `rate_limited`.
         *     When an operator takes the spot back while a saved card is being set up, the answer is the revoked reservation, with the spot that is offered in its
         *     place. While nobody is there to end and bill stays, none is taken: `unavailable`.
         */
        post: operations["create_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a reservation
         * @description Yours, or the one that a guest's token is for. The `ETag` is its revision.
         */
        get: operations["show_reservation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Extend or shorten
         * @description Moves the end. Time that is added costs the present rate of the spot; ask what before. When the spot is reserved or closed then, the problem names the latest possible end.
         */
        patch: operations["amend_reservation"];
        trace?: never;
    };
    "/api/v1/reservations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel before the start
         * @description Gives a hold, or a stay that has not begun, up. It costs nothing. A second time changes nothing.
         */
        post: operations["cancel_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a card up
         * @description Creates a SetupIntent at Stripe, or answers with the one that the hold has. The card goes from the browser to Stripe, never here; then
         *     confirm the reservation. The card is charged when the stay is over, for the time used. With `card_id` a saved card is used, without
         *     another form. For a stay that is confirmed, it sets a card up that takes the place of the one before.
         */
        post: operations["set_up_card"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a reservation
         * @description Asks Stripe whether the card has been set up, and believes nobody else. A second time changes nothing. As long as a guest's address is not
         *     confirmed, the answer is the hold: `awaiting` tells what it needs.
         */
        post: operations["confirm_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mend the address of a guest
         * @description While the hold lasts, and only until the address is confirmed. A new link and a new code go to the new address; the old ones are good for nothing.
         */
        patch: operations["change_guest_email"];
        trace?: never;
    };
    "/api/v1/reservations/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End now
         * @description Ends a stay that is under way; the time used is billed, to the second, and the spot is free at once. A stay that has not begun is cancelled and
         *     costs nothing. A second time changes nothing.
         */
        post: operations["end_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask what an extension costs
         * @description The time that is added costs the present rate of the spot; the time before keeps its own. An end that *Extend or shorten* would refuse is refused
         *     here with the same problem.
         */
        get: operations["quote_extension"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a receipt
         * @description As JSON, or with `Accept: text/html` as a page that prints well.
         */
        get: operations["show_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/report-taken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that your spot is taken
         * @description Somebody else is on the spot: from the start of the stay on, for `report_taken_seconds` (see the configuration) and while it lasts; outside
         *     of that `outside_report_window`, whose `report_window` tells when. The first report with a card in 30 days costs nothing, not even the time until
         *     now, unless there were three from your network; where there is a free spot nearby at no higher price, it is held for you to accept or decline.
         *     Later reports end the stay now, and the time used is billed. No other driver's reservation is touched; a second report by somebody else closes the
         *     spot to new reservations for half an hour. A repeated call changes nothing. Few reports are taken from one driver a day: `rate_limited`.
         */
        post: operations["report_taken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/reseat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See the spot that you are offered
         * @description When your spot had to be taken back, another one nearby, at no higher price, is held for you where there is one. `id` is the reservation
         *     that was revoked, or the offer itself.
         */
        get: operations["show_reseat"];
        put?: never;
        /**
         * Accept or decline the spot that you are offered
         * @description Accepted, it is confirmed with the card that you had set up; without one, set a card up for the offer and confirm it as any hold.
         *     Declined, it is free again. A second time changes nothing.
         */
        post: operations["answer_reseat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description The answer to a wrong password and to an unknown address is the same, and takes as long. Whoever has signed up and not confirmed yet is told
         *     `email_unconfirmed`. After five wrong passwords in a row from one network the address is locked to that network for half a minute, then longer
         *     with each one more: `sign_in_locked`, even for the right password. `Retry-After` tells how long. A browser in which the user has signed in before
         *     is told from others by a cookie, and has a counter of its own.
         *
         *     A browser asks for `X-Session: cookie`: then the tokens come as cookies that scripts cannot read, and the body has none.
         */
        post: operations["create_session"];
        /**
         * Sign out everywhere
         * @description Ends every sign-in of yours at once, this one and all access tokens included, and takes its cookies away. Links of mails that would set another
         *     password end, too.
         */
        delete: operations["delete_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description Ends this sign-in at once, its access token included, and takes its cookies away.
         */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew a sign-in
         * @description Gives a new access token and a new refresh token; the old refresh token is used up. For five minutes it may be used again, by another tab or
         *     because the answer was lost, and gives the same new refresh token, as long as that has not been used. Otherwise using one twice ends the sign-in.
         *
         *     With `X-Session: cookie` the refresh token is taken from its cookie, and the new ones are put into cookies; if it is no good, the cookies are taken away.
         */
        post: operations["renew_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/spots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find free spots
         * @description Spots that are free for the whole period, nearest first: around a position (`lat`, `lng`, `radius`), or in a box (`bbox`) as a map shows
         *     it, then nearest to its middle. Without `from` from now on; without `to` for the shortest stay.
         *
         *     Those who ask again and again send the `ETag` of the last answer as `If-None-Match`, and get 304 while the same spots are free; the
         *     WebSocket at `/api/v1/live` tells changes at once.
         */
        get: operations["list_spots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a webhook of Stripe
         * @description Signed by Stripe. Every event is stored; one that came before, or does not concern us, changes nothing.
         */
        post: operations["receive_stripe_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find zones
         * @description The kerbs that a box touches, to be drawn on a map, the nearest to its middle first. May be kept for five minutes.
         */
        get: operations["list_zones_on_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/available-parking-spots-filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Free spots of the original, by distance
         * @description Those of the list that are within `dist` kilometres (`unit=km`) or miles (any other unit, such as `mil` or `mi`), the nearest first.
         */
        get: operations["available_parking_spots_filter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/available-parking-spots/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Free spots of the original
         * @description Every spot that is free now, in one list: at most 20,000. A map does better with `/api/v1/spots`.
         */
        get: operations["available_parking_spots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/change-pw/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the password, as the original did
         * @description Of the user whose token it is, and whose email and password must be given. The token stays; every other sign-in ends.
         */
        patch: operations["change_pw"];
        trace?: never;
    };
    "/confirm-successful-setup-intent-auth/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Confirm a reservation, as the original did
         * @description Asks Stripe whether the card has been set up, and believes nobody else. A second time changes nothing, and sends no second mail.
         */
        get: operations["confirm_setup_intent_as_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/confirm-successful-setup-intent-unauth/{id}/{email}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Confirm a guest's reservation, as the original did */
        get: operations["confirm_setup_intent_as_guest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/create-payment-intent-auth/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a card up, as the original did
         * @description Asking twice gives the same SetupIntent.
         */
        post: operations["create_setup_intent_as_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/create-payment-intent-unauth/{id}/{email}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a card up as a guest, as the original did */
        post: operations["create_setup_intent_as_guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delete-reservation-auth/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give a reservation up, as the original did
         * @description While it is held, or before the stay has begun. A stay that is under way can be ended.
         */
        delete: operations["delete_reservation_as_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delete-reservation-unauth/{id}/{email}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give a guest's reservation up, as the original did
         * @description While it is held, or before the stay has begun. A stay that is under way can be ended.
         */
        delete: operations["delete_reservation_as_guest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/expired-reservations-auth/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your reservations that are paid, as the original did
         * @description Over, with nothing owed; the latest start first.
         */
        get: operations["list_paid_reservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same, at the address where orchestrators look
         * @description Asks nothing of anybody else.
         */
        get: operations["show_liveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the api can work
         * @description 503 when PostgreSQL does not answer. RabbitMQ, Redis and the workers may be away without taking the api out of service.
         */
        get: operations["show_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reservation-auth/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your reservations that are not paid, as the original did
         * @description Held, confirmed, or over and not paid yet; the latest start first.
         */
        get: operations["list_unpaid_reservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reservation-auth/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reserve a spot, as the original did
         * @description From now on, for so many minutes. The spot is held until the hold runs out, or Stripe has a card and the reservation is confirmed.
         */
        post: operations["reserve_as_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reservation-unauth/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reserve a spot as a guest, as the original did
         * @description The mail about the hold has a link to manage it. An address with an account is taken as any other.
         */
        post: operations["reserve_as_guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reservation-unauth/{id}/{email}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find a guest's reservation, as the original did
         * @description By its full id and the address that it was made with. One that does not exist, is another's, or belongs to an account is answered alike.
         */
        get: operations["show_reservation_as_guest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in, as the original did
         * @description Ends the user's token before: they are signed out elsewhere.
         */
        post: operations["sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-out/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out, as the original did */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-up/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up, as the original did
         * @description Where the operator requires confirmation of addresses, the answer is 202 without a token, whether or not the address has an account: the account is
         *     there once the address is confirmed by the link or the code of the mail.
         */
        post: operations["sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/update-reservation-auth/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Extend, shorten or end, as the original did */
        patch: operations["update_reservation_as_user"];
        trace?: never;
    };
    "/update-reservation-unauth/{id}/{email}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Extend, shorten or end as a guest, as the original did */
        patch: operations["update_reservation_as_guest"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Another end. */
        AmendBody: {
            /**
             * Format: date-time
             * @description The new end; one that has passed ends a stay that is under way, and cancels one that has not begun.
             */
            ends_at: string;
            /**
             * Format: int32
             * @description The rate for the time that is added, in minor units an hour, as it was shown to the driver: refuse if it has changed.
             */
            rate_minor_per_hour?: number | null;
            /**
             * Format: int32
             * @description Refuse if the reservation is at another revision; `If-Match` says the same.
             */
            revision?: number | null;
        };
        /** @description The driver's answer. */
        AnswerReseat: {
            /** @description Whether the other spot will do. */
            accept: boolean;
        };
        /** @description One attempt to collect. */
        AttemptView: {
            failure?: string | null;
            /** @description The bank's reason. */
            failure_code?: string | null;
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: int32 */
            number: number;
            /** @description `paid`, `declined` or `requires_action`; `null` as long as Stripe has not answered. */
            outcome?: string | null;
            /** Format: date-time */
            started_at: string;
        };
        /** @description Something that an operator has done. */
        AuditEntryView: {
            /** @example spot.retire */
            action: string;
            /** @description `operator:<id>`, or `command` for what was done on the command line. */
            actor: string;
            /** @description As it stood afterwards. */
            after?: Record<string, never> | null;
            /** Format: date-time */
            at: string;
            /** @description As it stood before. */
            before?: Record<string, never> | null;
            /** Format: uuid */
            id: string;
            /** @description Why. */
            note?: string | null;
            /** @description The id of the request, as in the logs. */
            request_id?: string | null;
            /**
             * Format: uuid
             * @description The id of that.
             */
            subject_id: string;
            /**
             * @description What kind of thing it was done to.
             * @example spot
             */
            subject_kind: string;
        };
        /** @description A page of the audit, the newest first. */
        AuditTrail: {
            entries: components["schemas"]["AuditEntryView"][];
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
        };
        /** @description What moved on an account of a city in a month. */
        BalanceView: {
            /** @example processor */
            account: string;
            /**
             * @description Short name of the city.
             * @example nyc
             */
            city: string;
            /**
             * Format: int64
             * @description After it: opening + debit − credit.
             */
            closing_minor: number;
            /** Format: int64 */
            credit_minor: number;
            /** @description ISO 4217. */
            currency: string;
            /** Format: int64 */
            debit_minor: number;
            /**
             * Format: int64
             * @description Before the month, in minor units.
             */
            opening_minor: number;
        };
        /** @description What Stripe's Payment Element needs to ask for a card. */
        CardSetUpView: {
            /** @description Given to Stripe by the browser, together with the card. */
            client_secret: string;
            publishable_key: string;
            setup_intent_id: string;
            /**
             * @description Stripe's status of the SetupIntent: `requires_payment_method`, `requires_action` (the bank wants the driver's approval), `succeeded`.
             * @example requires_payment_method
             */
            status: string;
        };
        /** @description What is shown of a card. */
        CardView: {
            /** @example visa */
            brand: string;
            /** @example 4242 */
            last4: string;
        };
        /** @description A position on the map. */
        Center: {
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lng: number;
        };
        /** @description A challenge. */
        ChallengeView: {
            /**
             * Format: int32
             * @example 18
             */
            bits: number;
            /** @description Find a text of at most 20 characters, the solution, so that the SHA-256 hash of `challenge:solution` begins with `bits` zero bits. */
            challenge: string;
            /**
             * Format: date-time
             * @description Until when a request with it is accepted.
             */
            expires_at: string;
        };
        /** @description Another address. */
        ChangeEmail: {
            /** @example ann@example.com */
            email: string;
        };
        /** @description The old password and the new one. */
        ChangePassword: {
            /** @description 8 to 128 characters that are hard to guess. */
            new_password: string;
            password: string;
        };
        ChangePasswordCredentials: {
            /**
             * @description Of the user whose token it is.
             * @example ann@example.com
             */
            email: string;
            /** @description 8 to 128 characters that are hard to guess. */
            new_password: string;
            new_password_confirmed: string;
            password: string;
        };
        /** @description A charge with all that happened to it. */
        ChargeHistory: {
            attempts: components["schemas"]["AttemptView"][];
            charge?: components["schemas"]["ChargeView"] | null;
            disputes: components["schemas"]["DisputeView"][];
            refunds: components["schemas"]["RefundView"][];
            /** Format: uuid */
            reservation_id: string;
            stripe_payment_intent_id?: string | null;
        };
        /** @description What a stay came to. */
        ChargeView: {
            amount: components["schemas"]["MoneyView"];
            /** @description Why it could not be collected, for people. */
            failure?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When a card that was refused is tried again.
             */
            next_attempt_at?: string | null;
            /** @description Whether the driver has to pay it before reserving again. */
            overdue: boolean;
            /** @description What could not be given back: refunds that failed, with no other one given since. */
            refund_failed: components["schemas"]["MoneyView"];
            /** @description What was given back. */
            refunded: components["schemas"]["MoneyView"];
            /**
             * Format: int64
             * @description Seconds that are billed.
             */
            seconds: number;
            /**
             * @description To be collected: `due`, `charging`, `unknown`, `retrying`. To be paid by the driver: `requires_action` (the bank wants approval),
             *     `dunning`, `written_off`. Done: `paid`, `part_refunded`, `refunded`, `disputed`, `won`, `lost`. Nothing to pay: `waived`, `zero`.
             * @example paid
             */
            state: string;
        };
        /** @description A page of charges, the newest first. */
        Charges: {
            charges: components["schemas"]["ListedCharge"][];
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
        };
        /** @description Which card. */
        ChosenCard: {
            /**
             * Format: uuid
             * @description One that you have saved; without it the browser asks for one.
             */
            card_id?: string | null;
        };
        /** @description All cities, by name. */
        Cities: {
            cities: components["schemas"]["CityView"][];
        };
        /** @description How a city stands. Each spot counts once: as taken or held, else as retired, else as closed, else as free. */
        CityFiguresView: {
            /** @description What was billed since midnight in the city. */
            billed_today: components["schemas"]["MoneyView"];
            /** Format: uuid */
            city_id: string;
            /**
             * Format: int64
             * @description Spots that are closed now.
             */
            closed: number;
            /** @description What was collected since then, for whatever day. */
            collected_today: components["schemas"]["MoneyView"];
            /**
             * Format: int64
             * @description Spots that could be reserved now.
             */
            free: number;
            /**
             * Format: int64
             * @description Spots that a driver holds now.
             */
            held: number;
            name: string;
            /** @description What drivers have been told to pay and have not. */
            overdue: components["schemas"]["MoneyView"];
            /**
             * Format: int64
             * @description How many charges that is.
             */
            overdue_charges: number;
            /**
             * Format: int64
             * @description Spots that are out of service.
             */
            retired: number;
            /**
             * Format: int64
             * @description Spots where somebody is parked.
             */
            taken: number;
        };
        /** @description A city to look for spots in. */
        CityOnMap: {
            center?: components["schemas"]["Center"] | null;
            /**
             * @description ISO 4217.
             * @example USD
             */
            currency: string;
            /** Format: uuid */
            id: string;
            /** @example New York */
            name: string;
            /**
             * @description IANA time zone.
             * @example America/New_York
             */
            time_zone: string;
        };
        /** @description A city. */
        CityView: {
            /**
             * @description ISO 4217: of every rate and charge in the city.
             * @example USD
             */
            currency: string;
            /** Format: uuid */
            id: string;
            /** @example New York */
            name: string;
            /**
             * @description Short name for commands and addresses.
             * @example new-york
             */
            slug: string;
            /**
             * @description IANA time zone.
             * @example America/New_York
             */
            time_zone: string;
        };
        /** @description Reservations that were made as a guest, and are yours now. */
        ClaimedReservations: {
            reservations: components["schemas"]["ReservationView"][];
        };
        /** @description A closure. */
        ClosureView: {
            /** @description Who closed it. */
            actor: string;
            /** Format: uuid */
            city_id: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was ended early; it blocks nothing since then.
             */
            ended_at?: string | null;
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            id: string;
            reason: string;
            /**
             * Format: uuid
             * @description The spot that is closed.
             */
            spot_id?: string | null;
            /** Format: date-time */
            starts_at: string;
            /**
             * Format: uuid
             * @description Or the zone, with all its spots.
             */
            zone_id?: string | null;
        };
        /** @description A page of closures, the newest first. */
        Closures: {
            closures: components["schemas"]["ClosureView"][];
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
        };
        /** @description How the site is set up, as far as browsers are concerned. */
        ConfigurationView: {
            /** @description All of them, by name. */
            cities: components["schemas"]["CityOnMap"][];
            email_confirmation: components["schemas"]["EmailConfirmation"];
            human_check: components["schemas"]["HumanCheckKind"];
            /** @description Who is to be named on the map. */
            map_attribution?: string | null;
            /** @description A MapLibre style, or a PMTiles file; `null`: the map has a plain ground. */
            map_style_url?: string | null;
            /**
             * Format: int64
             * @description For how many seconds after its start it can be reported of a stay that somebody else is on the spot.
             * @example 900
             */
            report_taken_seconds: number;
            /**
             * @description Where Stripe's library is.
             * @example https://js.stripe.com/v3/
             */
            stripe_js_url: string;
            stripe_mode: components["schemas"]["StripeMode"];
            /**
             * @description What Stripe's library is started with.
             * @example pk_test_51
             */
            stripe_publishable_key: string;
            /**
             * Format: int64
             * @description The longest stay of a guest whose address is not confirmed yet, in seconds.
             * @example 14400
             */
            unverified_max_stay_seconds: number;
        };
        /** @description What is to be done with the card. */
        ConfirmBody: {
            /** @description Keep it for the next time; only with an account. */
            save_card?: boolean;
            /** @description The SetupIntent of a card that takes the place of the present one; only once the reservation is confirmed. */
            setup_intent_id?: string | null;
        };
        /** @description The token of the link, or the code. Give one of them. */
        ConfirmEmail: {
            /**
             * @description The six digits. Send the bearer token of the sign-up, of the account or of the guest with them.
             * @example 123456
             */
            code?: string | null;
            /** @description With `token` only: another password for the account, 8 to 128 characters that are hard to guess. */
            password?: string | null;
            /** @description What stands behind `#token=` in the link. For a sign-up or an account also send its bearer token, or `password`. */
            token?: string | null;
        };
        /** @description What was confirmed. */
        ConfirmedEmail: {
            /** @description The bearer token for everything about the reservation. */
            manage_token?: string | null;
            reservation?: components["schemas"]["ReservationView"] | null;
            session?: components["schemas"]["SessionView"] | null;
            user?: components["schemas"]["UserView"] | null;
        };
        /** @description A city to be added. */
        CreateCity: {
            /**
             * @description ISO 4217: `CAD`, `EUR`, `GBP`, `JPY` or `USD`.
             * @example USD
             */
            currency: string;
            /** @example New York */
            name: string;
            /**
             * @description Lower-case letters and digits, in words divided by `-`.
             * @example new-york
             */
            slug: string;
            /**
             * @description IANA time zone.
             * @example America/New_York
             */
            time_zone: string;
        };
        /** @description What is to be closed: give `spot_id` or `zone_id`. */
        CreateClosure: {
            /** Format: date-time */
            ends_at: string;
            /**
             * @description Why, in your words, for your colleagues.
             * @example street works
             */
            reason: string;
            /** Format: uuid */
            spot_id?: string | null;
            /**
             * Format: date-time
             * @description From when; now if it is left out.
             */
            starts_at?: string | null;
            /** Format: uuid */
            zone_id?: string | null;
        };
        /** @description What is to be given back. Without `amount_minor` and `unused_from`, all that is left. */
        CreateRefund: {
            /**
             * Format: int64
             * @description How much, in minor units.
             */
            amount_minor?: number | null;
            /** @description Why, in your words, for your colleagues. */
            note: string;
            /**
             * @description `revoked`, `goodwill`, `duplicate` or `mistake`.
             * @example goodwill
             */
            reason: string;
            /**
             * Format: int32
             * @description How many refunds of the charge you have seen, so that the same click twice is one refund.
             * @example 0
             */
            seen: number;
            /**
             * Format: date-time
             * @description Instead: what the stay cost from this instant on.
             */
            unused_from?: string | null;
        };
        /** @description What to hold. Give `ends_at` or `duration_seconds`. */
        CreateReservation: {
            /**
             * Format: uuid
             * @description A card that you have saved: it is set up, and the reservation confirmed, at once. When your bank wants your approval, `card_setup` tells.
             */
            card_id?: string | null;
            /**
             * Format: int32
             * @description Instead of `ends_at`.
             * @example 3600
             */
            duration_seconds?: number | null;
            /**
             * @description Of a guest; not needed when signed in.
             * @example ann@example.com
             */
            email?: string | null;
            /**
             * Format: date-time
             * @description Until when: 5 minutes to 24 hours after the start.
             */
            ends_at?: string | null;
            /**
             * Format: int32
             * @description The rate in minor units an hour, as it was shown to the driver: refuse if it has changed.
             */
            rate_minor_per_hour?: number | null;
            /** Format: uuid */
            spot_id: string;
            /**
             * Format: date-time
             * @description From when, up to 14 days ahead; now if it is left out.
             */
            starts_at?: string | null;
        };
        /** @description A spot to be added. */
        CreateSpot: {
            /** @description `accessible`, `charger`, `motorcycle`, `wide`. */
            attributes?: string[];
            hours?: string | null;
            /** @example B14 */
            label: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lng: number;
            /**
             * Format: int32
             * @description Price of an hour, in minor units of the city's currency.
             * @example 450
             */
            rate_minor_per_hour: number;
            /** @description What an import is to call it; made up when it is left out. */
            source_ref?: string | null;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description A zone to be added. */
        CreateZone: {
            /** Format: uuid */
            city_id: string;
            from_street?: string | null;
            /** @description The kerb: two to 500 positions, each `[lng, lat]`. */
            line: number[][];
            /** @description `N`, `NE`, `E`, `SE`, `S`, `SW`, `W`, `NW`, `M` or `unknown`. */
            side?: string | null;
            /**
             * @description What an import is to call it.
             * @example w43-n
             */
            source_ref: string;
            /** @example West 43 Street */
            street: string;
            to_street?: string | null;
        };
        /** @description A closure, and who was in its way. */
        CreatedClosure: {
            closure: components["schemas"]["ClosureView"];
            displaced: components["schemas"]["Displaced"][];
        };
        /** @description A new hold. */
        CreatedReservation: {
            card_setup?: components["schemas"]["CardSetUpView"] | null;
            /** @description For guests: the bearer token for everything about this reservation. It is also in the mail. */
            manage_token?: string | null;
            reseat?: components["schemas"]["ReseatView"] | null;
            reservation: components["schemas"]["ReservationView"];
        };
        /** @description Email and password. */
        Credentials: {
            /** @example ann@example.com */
            email: string;
            /**
             * @description 8 to 128 characters that are hard to guess.
             * @example park-at-the-curb
             */
            password: string;
        };
        /** @description A day, from midnight to midnight in the city. */
        DayView: {
            /**
             * Format: int64
             * @description What was billed on it.
             */
            billed_minor: number;
            /**
             * Format: int64
             * @description What was collected on it, for whatever day.
             */
            collected_minor: number;
            /** Format: date */
            date: string;
            /**
             * Format: int64
             * @description Spots that were in service on it, if only for a part.
             */
            in_service_spots: number;
            /**
             * Format: double
             * @description The share of those spots' time that was reserved, 0 to 1.
             * @example 0.42
             */
            occupancy: number;
            /**
             * Format: int64
             * @description What was given back on it, less what did not arrive.
             */
            refunded_minor: number;
            /**
             * Format: int64
             * @description Stays that began on it.
             */
            reservations: number;
            /**
             * Format: int64
             * @description For how long spots were reserved, all spots taken together; of a stay over midnight each day has its part.
             */
            reserved_seconds: number;
        };
        /** @description A reservation that was in the way. */
        Displaced: {
            reseat?: components["schemas"]["ReservationView"] | null;
            /** @description Revoked: the driver pays nothing and is told. */
            reservation: components["schemas"]["ReservationView"];
        };
        /** @description A payment that the driver's bank has taken back. */
        DisputeView: {
            amount: components["schemas"]["MoneyView"];
            /** Format: date-time */
            closed_at?: string | null;
            id: string;
            /** Format: date-time */
            opened_at: string;
            reason: string;
            /** @description `open`, `won` or `lost`. */
            state: string;
        };
        /**
         * @description Whether drivers prove their address before they reserve.
         * @enum {string}
         */
        EmailConfirmation: "required" | "optional";
        /** @description Which guest is to be erased. */
        EraseGuest: {
            /** @example ann@example.com */
            email: string;
            /**
             * @description Why, in your words, for your colleagues. Do not name the driver.
             * @example asked for by mail
             */
            note: string;
        };
        /** @description What another end would cost. */
        ExtensionView: {
            /** @description What the time that is added costs. */
            added: components["schemas"]["MoneyView"];
            /** Format: date-time */
            ends_at: string;
            /** @description What the whole period costs then. */
            estimate: components["schemas"]["MoneyView"];
            /**
             * Format: date-time
             * @description How far the stay could be extended as others have reserved the spot; `null` as long as nobody has.
             */
            latest_end?: string | null;
            /** @description Price of an hour of the time that is added; name it when you extend, and it is refused if it has changed meanwhile. */
            rate: components["schemas"]["MoneyView"];
        };
        /** @description What is wrong with one field. */
        FieldProblem: {
            /** @description Stable. */
            code: string;
            /** @description What is allowed. */
            detail: string;
            /** @description Name of the query parameter, or of the member of the body. */
            field: string;
        };
        /** @description How things stand. */
        Figures: {
            /** Format: date-time */
            at: string;
            cities: components["schemas"]["CityFiguresView"][];
            /**
             * Format: int64
             * @description Charges with a refund that did not arrive, and no other one given since.
             */
            failed_refunds: number;
            jobs: components["schemas"]["JobFiguresView"];
            /** @description Errors of Stripe of the last half-hour that have to be mended. */
            stripe_alarms: components["schemas"]["StripeAlarmView"][];
        };
        /** @description A page of reservations, the newest first. */
        FoundReservations: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
            reservations: components["schemas"]["ReservationView"][];
        };
        /** @description A spot that is free for the whole period. */
        FreeSpotView: {
            attributes: string[];
            /**
             * Format: double
             * @description Great-circle distance, in the unit that was asked for.
             */
            distance: number;
            /** @description When parking is paid for, as the source writes it. */
            hours?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description What is written at the kerb.
             * @example B14
             */
            label: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lng: number;
            /** @description Whether the position is made up by rule from that of a pay station. */
            position_assumed: boolean;
            /** @description Price of an hour. */
            rate: components["schemas"]["MoneyView"];
            /**
             * @description IANA time zone of the city.
             * @example America/New_York
             */
            time_zone: string;
            zone: components["schemas"]["ZoneView"];
        };
        /** @description Free spots, nearest first. */
        FreeSpots: {
            /**
             * Format: int64
             * @description How many milliseconds ago all that is told was so; what is committed later may be missing.
             */
            age_ms: number;
            /**
             * Format: date-time
             * @description From when the spots are free.
             */
            from: string;
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
            spots: components["schemas"]["FreeSpotView"][];
            /**
             * Format: date-time
             * @description Until when.
             */
            to: string;
            /** @description Unit of the distances: `m`, `km` or `mi`. */
            unit: string;
        };
        /** @description A sign of life. */
        Health: {
            /** @example ok */
            status: string;
        };
        /** @description Days of a city. */
        History: {
            /** Format: uuid */
            city_id: string;
            /**
             * @description ISO 4217, of all amounts; they are whole minor units.
             * @example USD
             */
            currency: string;
            /** @description Every day from `from` to `to`. */
            days: components["schemas"]["DayView"][];
            /** Format: date */
            from: string;
            /** @description IANA time zone: that of the days. */
            time_zone: string;
            /** Format: date */
            to: string;
        };
        /**
         * @description What a hold of a driver whose address is not confirmed must show.
         * @enum {string}
         */
        HumanCheckKind: "off" | "proof_of_work";
        /** @description How many were new, had changed, and had not. */
        ImportCounts: {
            added: number;
            changed: number;
            unchanged: number;
        };
        /** @description What came of an import. */
        ImportReport: {
            /** @description Whether it was only tried. */
            dry_run: boolean;
            /** @description How many rows are wrong; of a file that was imported, none. */
            error_count: number;
            /** @description Up to 200 of them: `field` is the line and the column, or the feature and the property. */
            errors: components["schemas"]["FieldProblem"][];
            /** @description Spots of the file that are out of service. */
            retired: number;
            /** @description Rows, or features, of the file. */
            rows: number;
            spots: components["schemas"]["ImportCounts"];
            zones: components["schemas"]["ImportCounts"];
        };
        /** @description An import that is written in batches. */
        ImportView: {
            /** Format: uuid */
            city_id: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int32
             * @description How many of them are written, or needed no change.
             */
            done: number;
            /** @description Why it failed; what was written before stays. */
            error?: string | null;
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: uuid */
            id: string;
            /** @description Spots of the file that are out of service. */
            retired: number;
            /** @description Rows, or features, of the file. */
            rows: number;
            spots: components["schemas"]["ImportCounts"];
            /**
             * @description `running`, `done`, `failed`, or `interrupted`: import the same file again to complete it.
             * @example running
             */
            state: string;
            /**
             * Format: int32
             * @description Zones and spots of the file.
             */
            total: number;
            /**
             * Format: date-time
             * @description When the last batch was written.
             */
            updated_at: string;
            zones: components["schemas"]["ImportCounts"];
        };
        /** @description How the jobs stand. */
        JobFiguresView: {
            /**
             * Format: int64
             * @description Jobs that have been given up and wait for a person.
             */
            dead: number;
            /**
             * Format: int64
             * @description Jobs that should be under way.
             */
            due: number;
            /**
             * Format: int64
             * @description For how many seconds the oldest of them has been due; 0 when there is none.
             */
            lag_seconds: number;
            /**
             * Format: int64
             * @description Jobs that failed and are tried again.
             */
            retrying: number;
        };
        /** @description A job. */
        JobView: {
            /**
             * Format: int32
             * @description How often it has been tried.
             */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: uuid */
            id: string;
            /** @example charge.collect */
            kind: string;
            /** @description Why it failed last. */
            last_error?: string | null;
            /** @description What it is about: ids, no facts. */
            payload: Record<string, never>;
            /**
             * Format: date-time
             * @description When it is, or was, to be done.
             */
            run_at: string;
            /**
             * @description `waiting`, `published`, `running`, `retrying`, `done`, `discarded` or `dead`.
             * @example dead
             */
            state: string;
        };
        /** @description A page of jobs, the newest first. */
        Jobs: {
            jobs: components["schemas"]["JobView"][];
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
        };
        /** @description A page of the books, in order of time. */
        Ledger: {
            entries: components["schemas"]["LedgerEntryView"][];
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
        };
        /** @description An amount that was moved from one account to another. */
        LedgerEntryView: {
            /**
             * Format: int64
             * @description Whole minor units.
             */
            amount_minor: number;
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            charge_id: string;
            /**
             * @description The account that it was taken from.
             * @example receivable
             */
            credit: string;
            /** @description ISO 4217. */
            currency: string;
            /**
             * @description The account that it was added to: `receivable`, `revenue`, `processor`, `refunds`, `written_off` or `fees`.
             * @example processor
             */
            debit: string;
            /** Format: uuid */
            id: string;
            /**
             * @description `bill`, `waive`, `waive_billed`, `collect`, `fee`, `write_off`, `recover`, `refund`, `refund_failed`, `dispute`, `dispute_fee`, `dispute_won`,
             *     `dispute_fee_returned` or `dispute_lost`.
             * @example collect
             */
            kind: string;
            /** @description The charge, refund, dispute or transaction of Stripe that it is about. */
            reference: string;
            /** Format: uuid */
            reservation_id: string;
        };
        /** @description What changing the password asks for. */
        LegacyChangePassword: {
            credentials: components["schemas"]["ChangePasswordCredentials"];
        };
        /** @description What Stripe's Payment Element needs to ask for a card. */
        LegacyClientSecret: {
            clientSecret: string;
        };
        /** @description What was wrong. */
        LegacyError: {
            /**
             * @description Where no field is to blame.
             * @example Not found.
             */
            detail?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description A number, or its digits as a text.
         * @example 60
         */
        LegacyNumber: number | string;
        /** @description A reservation. */
        LegacyReservation: {
            email: string;
            /**
             * Format: date-time
             * @example 2026-11-21T02:35:00Z
             */
            end_time: string;
            /** Format: uuid */
            id: string;
            /** @description Whether the stay is over and nothing is owed for it. */
            paid: boolean;
            /** Format: uuid */
            parking_spot: string;
            /**
             * @description Price of an hour.
             * @example 12.00
             */
            rate: string;
            /**
             * Format: date-time
             * @example 2026-11-21T01:35:00Z
             */
            start_time: string;
            /** @description Empty before there is one. */
            stripe_setup_intent_id: string;
            /**
             * Format: uuid
             * @description `null` for a guest.
             */
            user?: string | null;
        };
        /** @description What reserving asks a user for. */
        LegacyReserve: {
            reservation: components["schemas"]["ReserveFields"];
        };
        /** @description What reserving asks a guest for. */
        LegacyReserveAsGuest: {
            reservation: components["schemas"]["ReserveAsGuestFields"];
        };
        /** @description What signing in asks for. */
        LegacySignIn: {
            credentials: components["schemas"]["SignInCredentials"];
        };
        /** @description What signing up asks for. */
        LegacySignUp: {
            credentials: components["schemas"]["SignUpCredentials"];
        };
        /** @description A sign-up that waits for its confirmation. */
        LegacySignUpWaiting: {
            /** @example Confirm your email address first: the link and the code are in your mail. */
            detail: string;
            email: string;
            /** @description Send it as `Authorization: Bearer …` with the code of the mail to `POST /api/v1/email-confirmations`. */
            sign_up_token: string;
        };
        /** @description A spot. */
        LegacySpot: {
            /** @description Whether the spot is in service. */
            active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /**
             * @description Degrees north.
             * @example 40.698681
             */
            lat: string;
            /**
             * @description Degrees east.
             * @example -73.897319
             */
            lng: string;
            /**
             * @description Price of an hour.
             * @example 29.56
             */
            rate: string;
            /** @description Derived: who is listed is free now. */
            reserved: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A sign-in. */
        LegacyToken: {
            email: string;
            /**
             * @description Send it as `Authorization: Token …`. It is good for 24 hours from its last use, and until the next sign-in.
             * @example 9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b
             */
            token: string;
        };
        /** @description What amending asks for. */
        LegacyUpdate: {
            reservation: components["schemas"]["UpdateFields"];
        };
        /** @description A charge in a list. */
        ListedCharge: {
            charge?: components["schemas"]["ChargeView"] | null;
            /** Format: uuid */
            city_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            reservation_id: string;
        };
        /** @description A part of the map, in degrees, at most 0.2 each way. One that crosses the 180th meridian has its `west` east of it, and its `east` west of it. */
        LiveBox: {
            /**
             * Format: double
             * @example -73.98
             */
            east: number;
            /**
             * Format: double
             * @example 40.76
             */
            north: number;
            /**
             * Format: double
             * @example 40.75
             */
            south: number;
            /**
             * Format: double
             * @example -73.99
             */
            west: number;
        };
        /** @description What the server says on `/api/v1/live`. */
        LiveMessage: {
            /** @description The subscription. */
            id: string;
            reservations?: components["schemas"]["ReservationView"][] | null;
            spots?: components["schemas"]["LiveSpotView"][] | null;
            /** @enum {string} */
            type: "snapshot";
            /** @description Hand it back with `subscribe` after an interruption. */
            version: string;
        } | {
            /** @description The subscription; only when the delta answers a `subscribe` with a version. */
            id?: string | null;
            /** @description Spots that are no longer to be seen: retired, or moved away. */
            removed: string[];
            reservations: components["schemas"]["ReservationView"][];
            spots: components["schemas"]["LiveSpotView"][];
            /** @enum {string} */
            type: "delta";
            version: string;
        } | {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            type: "heartbeat";
            version?: string | null;
        } | {
            id?: string | null;
            /** @enum {string} */
            type: "done";
        } | {
            /** @description The subscription, if it is about one. */
            id?: string | null;
            problem: components["schemas"]["Problem"];
            /** @enum {string} */
            type: "problem";
        };
        /** @description What a client says on `/api/v1/live`. */
        LiveRequest: {
            box?: components["schemas"]["LiveBox"] | null;
            /**
             * @description The client's name for a subscription, at most 64 characters. One with the same name is replaced.
             * @example map
             */
            id?: string | null;
            /** @description With `subscribe`: whether to see one's own reservations, or the one of a guest's token. */
            reservations?: boolean;
            /** @description With `authenticate`: an access token, or a guest's manage token. A renewed one takes the place of the one before. */
            token?: string | null;
            type: components["schemas"]["LiveRequestKind"];
            /** @description With `subscribe`: the latest version that the client has seen of this very box, to be told only what it has missed. */
            version?: string | null;
        };
        /**
         * @description What a client wants.
         * @enum {string}
         */
        LiveRequestKind: "authenticate" | "subscribe" | "unsubscribe" | "ping";
        /** @description A spot on the map. */
        LiveSpotView: {
            attributes: string[];
            /**
             * Format: date-time
             * @description When the state changes if nobody does anything: a hold runs out, a stay ends, a reservation begins.
             */
            changes_at?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description What is written at the kerb.
             * @example B14
             */
            label: string;
            /**
             * Format: double
             * @description Degrees north.
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             */
            lng: number;
            /** @description Price of an hour. */
            rate: components["schemas"]["MoneyView"];
            /**
             * @description `free`, `held` or `taken`, at the moment.
             * @example free
             */
            state: string;
        };
        /** @description A spot, as operators see it. */
        ManagedSpot: {
            /** @description `accessible`, `charger`, `motorcycle`, `wide`. */
            attributes: string[];
            /** Format: uuid */
            city_id: string;
            /** @description Enforced hours, for people. */
            hours?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description What is written at the kerb.
             * @example B14
             */
            label: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lng: number;
            /** @description Whether the position is made up by rule from that of a pay station. */
            position_assumed: boolean;
            /**
             * Format: int32
             * @description Price of an hour, in minor units of the city's currency.
             */
            rate_minor_per_hour: number;
            /**
             * Format: date-time
             * @description Since when it is out of service.
             */
            retired_at?: string | null;
            /** @description What an import calls it. */
            source_ref: string;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description A page of spots, the newest first. */
        ManagedSpots: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
            spots: components["schemas"]["ManagedSpot"][];
        };
        /** @description A user, as operators see them. */
        ManagedUser: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Since when they may not sign in.
             */
            disabled_at?: string | null;
            /** @description Made up once their personal data is erased. */
            email: string;
            /**
             * Format: date-time
             * @description When their personal data was erased.
             */
            erased_at?: string | null;
            /** Format: uuid */
            id: string;
            /** @description `driver` or `operator`. */
            role: string;
        };
        /** @description One side of a street between two cross streets. */
        ManagedZone: {
            /** Format: uuid */
            city_id: string;
            from_street: string;
            /** Format: uuid */
            id: string;
            /** @description The kerb: a GeoJSON line. */
            line: Record<string, never>;
            /**
             * @description Compass side of the street, `M` for a median, or `unknown`.
             * @example N
             */
            side: string;
            /** @description What an import calls it. */
            source_ref: string;
            /** @example West 43 Street */
            street: string;
            to_street: string;
        };
        /** @description A page of zones, the newest first. */
        ManagedZones: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
            zones: components["schemas"]["ManagedZone"][];
        };
        /** @description An amount of money. */
        MoneyView: {
            /**
             * Format: int64
             * @description Whole minor units: cents, pence, yen.
             * @example 450
             */
            amount_minor: number;
            /**
             * @description ISO 4217.
             * @example USD
             */
            currency: string;
        };
        /** @description A charge that the driver has to pay first. */
        OverdueView: {
            amount: components["schemas"]["MoneyView"];
            /** Format: uuid */
            charge_id: string;
            /** @description Where it can be paid. */
            pay_url: string;
        };
        /** @description A charge, with what the driver needs to know to pay it. */
        OwedView: {
            card?: components["schemas"]["CardView"] | null;
            charge: components["schemas"]["ChargeView"];
            city: string;
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            reservation_id: string;
            /**
             * @description What is written at the kerb.
             * @example B14
             */
            spot: string;
            /** Format: date-time */
            starts_at: string;
            time_zone: string;
        };
        /** @description What Stripe's browser library needs to make the payment. */
        PaymentView: {
            /** @description Given to Stripe by the browser, together with a card. */
            client_secret: string;
            payment_intent_id: string;
            /** @description The card that the reservation was made with, to be used again; another one may be used as well. */
            payment_method_id?: string | null;
            publishable_key: string;
            /**
             * @description Stripe's status of the PaymentIntent.
             * @example requires_payment_method
             */
            status: string;
        };
        /** @description What went wrong (RFC 9457). Programs switch on `code`; `detail` is for people. */
        Problem: {
            /** @description Free spots nearby, nearest first; only with `spot_taken` and `spot_closed`. */
            alternatives?: components["schemas"]["FreeSpotView"][] | null;
            /**
             * @description Stable.
             * @example spot_taken
             * @enum {string}
             */
            code: "malformed_request" | "unauthenticated" | "wrong_credentials" | "cross_site" | "email_unconfirmed" | "human_check_required" | "payment_overdue" | "not_found" | "method_not_allowed" | "request_timeout" | "too_many_holds" | "waiver_limit" | "spot_taken" | "spot_closed" | "extension_blocked" | "invalid_transition" | "rate_changed" | "card_refused" | "stay_not_over" | "no_receipt" | "outside_report_window" | "hold_expired" | "card_not_ready" | "not_settled" | "job_not_stuck" | "email_taken" | "email_confirmed" | "revision_mismatch" | "upgrade_required" | "payload_too_large" | "unsupported_media_type" | "invalid_request" | "wrong_code" | "link_required" | "password_required" | "idempotency_key_reused" | "rate_limited" | "sign_in_locked" | "internal" | "unavailable";
            /**
             * Format: int32
             * @description The revision that the reservation is at; only with `revision_mismatch`.
             */
            current_revision?: number | null;
            /** @description What happened this time. */
            detail: string;
            /** @description Which fields are wrong; only with `invalid_request` and `password_required`. */
            errors?: components["schemas"]["FieldProblem"][];
            /**
             * Format: date-time
             * @description How far the stay could be extended; only with `extension_blocked`.
             */
            latest_end?: string | null;
            /** @description What is to be paid first; only with `payment_overdue`, and only to drivers who are signed in. */
            overdue?: components["schemas"]["OverdueView"][];
            rate?: components["schemas"]["MoneyView"] | null;
            report_window?: components["schemas"]["WindowView"] | null;
            /** @description Quote it when you ask for help. */
            request_id?: string | null;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The same for every problem of the kind. */
            title: string;
            /**
             * @description Where the kind of problem is explained, relative to the api.
             * @example /problems/spot_taken
             */
            type: string;
        };
        /** @description A mail with a link and a code that is on its way. */
        ProofView: {
            /**
             * Format: date-time
             * @description Until when the code is good.
             */
            code_expires_at: string;
            /** @description Where it goes. */
            email: string;
            /**
             * Format: date-time
             * @description Until when the link is good.
             */
            expires_at: string;
        };
        /** @description What the api needs, each `ok` or what is wrong with it. */
        Readiness: {
            /** @description Without it nothing works: 503. */
            postgresql: string;
            /** @description Without it reservations work, and what is due waits until it is back. */
            rabbitmq: string;
            /** @description Without it there is no news on maps. */
            redis: string;
            /** @description Without any, no new reservations are taken: nobody would end and bill them. */
            workers: string;
        };
        /** @description Why something is done. */
        Reason: {
            /**
             * @description In your words, for your colleagues.
             * @example the driver has called
             */
            note: string;
        };
        /** @description A part of the stay at one rate. */
        ReceiptLine: {
            /** @description What this part adds to the total: the lines always sum to it. */
            amount: components["schemas"]["MoneyView"];
            /** Format: date-time */
            ends_at: string;
            /** @description Price of an hour. */
            rate: components["schemas"]["MoneyView"];
            /** Format: int64 */
            seconds: number;
            /** Format: date-time */
            starts_at: string;
        };
        /** @description Money that was given back. */
        ReceiptRefund: {
            amount: components["schemas"]["MoneyView"];
            /** Format: date-time */
            at: string;
            /** @description `revoked`, `goodwill`, `duplicate` or `mistake`. */
            reason: string;
        };
        /** @description What a stay cost. */
        ReceiptView: {
            card?: components["schemas"]["CardView"] | null;
            /** Format: uuid */
            charge_id: string;
            city: string;
            email: string;
            /** @description Refunds that did not arrive. */
            failed_refunds: components["schemas"]["ReceiptRefund"][];
            lines: components["schemas"]["ReceiptLine"][];
            /** @description What was collected. */
            paid: components["schemas"]["MoneyView"];
            place: string;
            refunds: components["schemas"]["ReceiptRefund"][];
            /** Format: uuid */
            reservation_id: string;
            /** Format: date-time */
            settled_at?: string | null;
            /** @example B14 */
            spot: string;
            /**
             * @description As in the charge: `paid`, `waived`, `zero`, `dunning` …
             * @example paid
             */
            state: string;
            time_zone: string;
            total: components["schemas"]["MoneyView"];
        };
        /** @description A comparison of Stripe's books with ours. */
        ReconciliationView: {
            /**
             * Format: int32
             * @description How many objects of Stripe were compared.
             */
            compared: number;
            /**
             * Format: date
             * @description The day, in UTC; `null` when a person asked.
             */
            day?: string | null;
            /** @description What differed: `kind`, `reference` and `detail` of each. */
            differences: Record<string, never>[];
            /**
             * Format: date-time
             * @description `null` while it is under way.
             */
            finished_at?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            started_at: string;
        };
        /** @description The latest comparisons, the newest first. */
        Reconciliations: {
            reconciliations: components["schemas"]["ReconciliationView"][];
        };
        /** @description Money that is given back. */
        RefundView: {
            /** @description Who gave it. */
            actor: string;
            amount: components["schemas"]["MoneyView"];
            /** Format: date-time */
            created_at: string;
            failure?: string | null;
            /** Format: uuid */
            id: string;
            note: string;
            /** @description `revoked`, `goodwill`, `duplicate` or `mistake`. */
            reason: string;
            /**
             * Format: int32
             * @description The how manieth refund of the charge it is.
             */
            revision: number;
            /** @description `due`, `succeeded` or `failed`. */
            state: string;
        };
        /** @description A refresh token, unless it is in a cookie. */
        RenewSession: {
            refresh_token?: string | null;
        };
        /** @description What came of the report. */
        ReportedView: {
            /** @description Whether nothing is charged. */
            is_free: boolean;
            reseat?: components["schemas"]["ReseatView"] | null;
            /** @description `revoked` when the report is free; otherwise `completed`, and the time used is billed. */
            reservation: components["schemas"]["ReservationView"];
        };
        /** @description Whose password is forgotten. */
        RequestPasswordReset: {
            /** @example ann@example.com */
            email: string;
        };
        /** @description What a driver is offered. */
        ReseatView: {
            /** @description For guests: the bearer token for everything about it. */
            manage_token?: string | null;
            /** @description A hold in the place of the reservation before, as `reseat_of` tells. */
            reservation: components["schemas"]["ReservationView"];
        };
        /** @description A reservation with all that happened to it. */
        ReservationFile: {
            /**
             * Format: uuid
             * @description The driver, if they have none.
             */
            guest_id?: string | null;
            /**
             * Format: uuid
             * @description What the driver was offered in its place, once it is revoked.
             */
            reseat_id?: string | null;
            reservation: components["schemas"]["ReservationView"];
            transitions: components["schemas"]["TransitionView"][];
            /**
             * Format: uuid
             * @description The driver, if they have an account.
             */
            user_id?: string | null;
        };
        /** @description A reservation. */
        ReservationView: {
            /** @description Whether it is confirmed and under way. */
            active: boolean;
            /** @description What the hold still needs to become a reservation, in any order: `card` (set up) and `email` (a guest's address, confirmed). */
            awaiting: string[];
            card?: components["schemas"]["CardView"] | null;
            charge?: components["schemas"]["ChargeView"] | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            ends_at: string;
            /** @description What the whole period costs: more is never charged. */
            estimate: components["schemas"]["MoneyView"];
            /**
             * Format: date-time
             * @description Until when a card must be set up; only while held.
             */
            hold_expires_at?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When the mail server refused the latest mail to this address for good; `null` as long as mail arrives.
             */
            mail_undeliverable_at?: string | null;
            /** @description Price of an hour, fixed when the hold was placed. Time that was added later may have another. */
            rate: components["schemas"]["MoneyView"];
            /**
             * Format: uuid
             * @description The revoked reservation in whose place this one is offered.
             */
            reseat_of?: string | null;
            /**
             * Format: int32
             * @description Grows by one with every change; also the `ETag`.
             */
            revision: number;
            spot: components["schemas"]["SpotView"];
            /** Format: date-time */
            starts_at: string;
            /** @description `held`, `confirmed`, `completed`, `expired`, `cancelled` or `revoked`. */
            status: string;
            /** @description IANA time zone of the city. */
            time_zone: string;
        };
        /** @description Reservations, the latest end first. */
        Reservations: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
            reservations: components["schemas"]["ReservationView"][];
        };
        ReserveAsGuestFields: {
            /** @example ann@example.com */
            email: string;
            /** @description Minutes from now: a number, cut to whole ones, or a text of digits. */
            reservation_length: components["schemas"]["LegacyNumber"];
        };
        ReserveFields: {
            /** @description Minutes from now: a number, cut to whole ones, or a text of digits. */
            reservation_length: components["schemas"]["LegacyNumber"];
        };
        /** @description A new password, and what shows who may set it: the token of the link, or address and code. */
        ResetPassword: {
            /**
             * @description The six digits.
             * @example 123456
             */
            code?: string | null;
            /**
             * @description With `code`.
             * @example ann@example.com
             */
            email?: string | null;
            /** @description At least 8 characters. */
            new_password: string;
            /** @description What stands behind `#token=` in the link. */
            token?: string | null;
        };
        /** @description Why. */
        RevokeBody: {
            /**
             * @description In your words, for your colleagues.
             * @example water main broken
             */
            note: string;
        };
        /** @description A SetupIntent that has succeeded. */
        SaveCard: {
            /** @example seti_1 */
            setup_intent_id: string;
        };
        /** @description A saved card. */
        SavedCardView: {
            /** @example visa */
            brand: string;
            /**
             * Format: int32
             * @example 12
             */
            exp_month: number;
            /**
             * Format: int32
             * @example 2030
             */
            exp_year: number;
            /** Format: uuid */
            id: string;
            /** @description Whether it is used when no other is named. */
            is_default: boolean;
            /** @example 4242 */
            last4: string;
        };
        /** @description Saved cards, the default first. */
        SavedCards: {
            cards: components["schemas"]["SavedCardView"][];
        };
        /** @description An optional body that names the revision the client has seen; `If-Match` says the same. */
        Seen: {
            /**
             * Format: int32
             * @description Refuse if the reservation is at another revision.
             */
            revision?: number | null;
        };
        /**
         * @description What `X-Session` may say.
         * @enum {string}
         */
        SessionKind: "cookie";
        /** @description A sign-in. */
        SessionView: {
            /** @description Send it as `Authorization: Bearer …`. Not with `X-Session: cookie`. */
            access_token?: string | null;
            /**
             * Format: int64
             * @description How many seconds the access token is good for.
             */
            expires_in: number;
            /** @description Good for one renewal. Not with `X-Session: cookie`. */
            refresh_token?: string | null;
            user: components["schemas"]["UserView"];
        };
        SignInCredentials: {
            /** @example ann@example.com */
            email: string;
            password: string;
        };
        SignUpCredentials: {
            /** @example ann@example.com */
            email: string;
            /**
             * @description 8 to 128 characters that are hard to guess; the original's client sends `Base64(SHA-256(password))`.
             * @example XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=
             */
            password: string;
            /** @example XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg= */
            password_confirmation: string;
        };
        /** @description A sign-up that waits for its confirmation. */
        SignUpView: {
            /**
             * Format: date-time
             * @description Until when the code is good.
             */
            code_expires_at: string;
            /** @description Where the link and the code go. */
            email: string;
            /**
             * Format: date-time
             * @description Until when the link is good, and the sign-up waits.
             */
            expires_at: string;
            /** @description Send it as `Authorization: Bearer …` with the code or the token of the link, to ask for another mail, or to mend the address. */
            sign_up_token: string;
        };
        /** @description Where a reservation is. */
        SpotView: {
            /** Format: uuid */
            id: string;
            /** @description What is written at the kerb. */
            label: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lng: number;
            zone: components["schemas"]["ZoneView"];
        };
        /** @description A month, in the time of each city. */
        Statement: {
            /** @description The closing balances of a city and currency sum to nothing. */
            accounts: components["schemas"]["BalanceView"][];
            /** @example 2030-06 */
            month: string;
        };
        /** @description An error of Stripe that has to be mended, such as a revoked key: until then nothing is collected, and no driver is told. */
        StripeAlarmView: {
            /**
             * @description The call to Stripe.
             * @example create_payment
             */
            call: string;
            /**
             * @description `authentication`, `permission`, or another class of `docs/PAYMENTS.md`.
             * @example authentication
             */
            class: string;
            /** Format: date-time */
            first_at: string;
            /** Format: date-time */
            last_at: string;
            /** @description Stripe's message. */
            message: string;
        };
        /**
         * @description Whose money moves: nobody's (a simulator of Stripe, or Stripe's tests), or the drivers'.
         * @enum {string}
         */
        StripeMode: "simulated" | "test" | "live";
        /** @description A step of a reservation. */
        TransitionView: {
            /** @description `user:<id>`, `guest:<id>`, `operator:<id>`, `worker` or `stripe`. */
            actor: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            ends_at: string;
            /**
             * @description `hold`, `confirm`, `expire`, `cancel`, `amend`, `end` or `revoke`.
             * @example confirm
             */
            event: string;
            from_status?: string | null;
            note?: string | null;
            /**
             * Format: int32
             * @description The revision that it led to.
             */
            revision: number;
            /**
             * Format: date-time
             * @description The period afterwards.
             */
            starts_at: string;
            to_status: string;
        };
        /** @description What is to be changed; what is left out stays. */
        UpdateCity: {
            /** @description Only while nothing is held and nothing was billed. */
            currency?: string | null;
            name?: string | null;
            slug?: string | null;
            time_zone?: string | null;
        };
        UpdateFields: {
            /**
             * Format: date-time
             * @description RFC 3339; cut to the minute. One that has passed ends the stay now; a stay that has not begun is cancelled.
             * @example 2026-11-21T02:35:00.000Z
             */
            end_time: string;
        };
        /** @description What is to be changed; what is left out stays. */
        UpdateSpot: {
            /** @description All that it has. */
            attributes?: string[] | null;
            /** @description An empty text removes them. */
            hours?: string | null;
            label?: string | null;
            /**
             * Format: double
             * @description Together with `lng`.
             */
            lat?: number | null;
            /** Format: double */
            lng?: number | null;
            /**
             * Format: int32
             * @description For reservations from now on; what was agreed before stays.
             */
            rate_minor_per_hour?: number | null;
        };
        /** @description What is to be changed; what is left out stays. */
        UpdateZone: {
            from_street?: string | null;
            /** @description The kerb: two to 500 positions, each `[lng, lat]`. */
            line?: number[][] | null;
            side?: string | null;
            street?: string | null;
            to_street?: string | null;
        };
        /** @description A user with what hangs on them. */
        UserFile: {
            /** @description How many cards they have saved. */
            cards: number;
            /** @description What they have been told to pay and have not. */
            overdue: components["schemas"]["MoneyView"][];
            /**
             * Format: int64
             * @description How many sign-ins have not been ended.
             */
            sessions: number;
            user: components["schemas"]["ManagedUser"];
        };
        /** @description A user. */
        UserView: {
            email: string;
            /** @description Whether it is proved that the address is theirs. */
            email_confirmed: boolean;
            /** Format: uuid */
            id: string;
            /** @description `driver` or `operator`. */
            role: string;
        };
        /** @description A page of users, the newest first. */
        Users: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
            users: components["schemas"]["ManagedUser"][];
        };
        /** @description From one instant on until another. */
        WindowView: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
        };
        /** @description One side of a street between two cross streets. */
        ZoneOnMapView: {
            /** @description `null` where nobody knows. */
            from_street?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description The kerb: positions, each `[lng, lat]`.
             * @example [
             *       [
             *         -73.99,
             *         40.754
             *       ],
             *       [
             *         -73.987,
             *         40.755
             *       ]
             *     ]
             */
            line: number[][];
            /** @description What operators call it. */
            ref: string;
            /**
             * @description Compass side of the street, `M` for a median, or `unknown`.
             * @example N
             */
            side: string;
            /** @example West 43 Street */
            street: string;
            /** @description `null` where nobody knows. */
            to_street?: string | null;
        };
        /** @description One side of a street between two cross streets. */
        ZoneView: {
            from_street: string;
            /** Format: uuid */
            id: string;
            /**
             * @description Compass side of the street, `M` for a median.
             * @example N
             */
            side: string;
            /** @example West 43 Street */
            street: string;
            to_street: string;
        };
        /** @description Zones, the nearest to the middle of the box first. */
        ZonesOnMap: {
            /** @description Hand it back as `cursor` for the next page; `null` on the last. */
            next_cursor?: string | null;
            zones: components["schemas"]["ZoneOnMapView"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    show_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claim_reservations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimedReservations"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_account_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEmail"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description Where the tokens of a sign-in go: the body, or cookies */
                "X-Session"?: components["schemas"]["SessionKind"] | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignUpView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit_entries: {
        parameters: {
            query?: {
                /** @description Only what this actor did, such as `operator:<id>` */
                actor?: string;
                /** @description Only this action, such as `spot.retire` */
                action?: string;
                /** @description Only what was done to this */
                subject_id?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditTrail"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_charges: {
        parameters: {
            query?: {
                /** @description Such as `paid`; `overdue` for all that is, `refund_failed` for those with a refund that did not arrive */
                state?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charges"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_charge_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The charge */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChargeHistory"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_refund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The charge */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRefund"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_cities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cities"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_city: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCity"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CityView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_city: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The city */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCity"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CityView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_spots: {
        parameters: {
            query?: {
                /** @description `spreadsheet`: a CSV with a byte order mark and without formulas */
                for?: string;
            };
            header?: never;
            path: {
                /** @description The city */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": Record<string, never>;
                    "text/csv": string;
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_spots: {
        parameters: {
            query?: {
                /** @description Only try; `false` by default */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The city */
                id: string;
            };
            cookie?: never;
        };
        /** @description The file */
        requestBody: {
            content: {
                "application/geo+json": Record<string, never>;
                "text/csv": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            202: {
                headers: {
                    /** @description Where the import is shown */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_closures: {
        parameters: {
            query?: {
                /** @description `current` (default) or `all` */
                age?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Closures"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_closure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateClosure"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedClosure"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_closure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The closure */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosureView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figures"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_history: {
        parameters: {
            query: {
                /** @description The city */
                city_id: string;
                /** @description The first day; the 30th to the last if it is left out */
                from?: string;
                /** @description The last day, of 92 at most; today if it is left out */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erase_guest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseGuest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The import */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                /** @description `waiting`, `published`, `running`, `retrying`, `done`, `discarded` or `dead` */
                state?: string;
                /** @description Such as `charge.collect` */
                kind?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jobs"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discard_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requeue_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The job */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_ledger: {
        parameters: {
            query?: {
                /** @description From this instant on, RFC 3339 */
                from?: string;
                /** @description Before this instant */
                to?: string;
                /** @description Only entries that touch this account */
                account?: string;
                /** @description Only entries about this charge */
                charge_id?: string;
                /** @description 1 to 500, default 100 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `spreadsheet`: a CSV with a byte order mark and without formulas */
                for?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                    "text/csv": string;
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_reconciliations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliations"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_reservations: {
        parameters: {
            query?: {
                /** @description This one */
                id?: string;
                /** @description Of the driver with this address, signed in or not */
                email?: string;
                /** @description On this spot */
                spot_id?: string;
                /** @description On a spot that is in this zone now */
                zone_id?: string;
                /** @description Ending after this instant, RFC 3339 */
                from?: string;
                /** @description Beginning before this instant */
                to?: string;
                /** @description `held`, `confirmed`, `completed`, `expired`, `cancelled` or `revoked` */
                status?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundReservations"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inspect_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationFile"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_for_driver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_for_driver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_spots: {
        parameters: {
            query?: {
                /** @description Only of this city */
                city_id?: string;
                /** @description Only of this zone */
                zone_id?: string;
                /** @description Only with this in the label or the `source_ref` */
                q?: string;
                /** @description Only those in service, or out of it */
                in_service?: boolean;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedSpots"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_spot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSpot"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedSpot"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_spot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The spot */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedSpot"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_spot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The spot */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSpot"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedSpot"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_spot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The spot */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedSpot"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retire_spot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The spot */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedSpot"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_statement: {
        parameters: {
            query?: {
                /** @description `spreadsheet`: a CSV with a byte order mark and without formulas */
                for?: string;
            };
            header?: never;
            path: {
                /** @description Such as `2030-06` */
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    "text/csv": string;
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_users: {
        parameters: {
            query?: {
                /** @description Only whose address has this in it, whatever its case */
                email?: string;
                /** @description `driver` or `operator` */
                role?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Users"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserFile"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disable_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enable_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erase_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_zones: {
        parameters: {
            query?: {
                /** @description Only of this city */
                city_id?: string;
                /** @description Only with this in the street or the `source_ref` */
                q?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedZones"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_zone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateZone"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedZone"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_zone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The zone */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedZone"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_zone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The zone */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateZone"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedZone"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_cards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedCards"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_card: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveCard"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedCardView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_card: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardSetUpView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_card: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The card */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_card_default: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The card */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedCards"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_charge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The charge */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwedView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_payment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The charge */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sync_charge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The charge */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwedView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_configuration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_email: {
        parameters: {
            query?: never;
            header?: {
                /** @description Where the tokens of a sign-in go: the body, or cookies */
                "X-Session"?: components["schemas"]["SessionKind"] | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmEmail"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedEmail"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resend_confirmation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    show_challenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChallengeView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_live: {
        parameters: {
            query?: never;
            header?: {
                /** @description `websocket` */
                Upgrade?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description From here on messages */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    request_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestPasswordReset"];
            };
        };
        responses: {
            /** @description If the address has an account, a mail is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_reservations: {
        parameters: {
            query?: {
                /** @description `current` (default) or `past` */
                age?: string;
                /** @description 1 to 100, default 20 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reservations"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_reservation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of yours; a repeat with it does not hold twice. Of a guest it is a secret: random, at least 20 characters, such as a UUID */
                "Idempotency-Key"?: string | null;
                /** @description `<challenge>:<solution>` of `GET /api/v1/human-check`, where the configuration requires it */
                "X-Human-Check"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateReservation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedReservation"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    amend_reservation: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags that you have seen, or `*` */
                "If-Match"?: string | null;
                /** @description Any text of yours; a repeat with it changes nothing */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AmendBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_reservation: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags that you have seen, or `*` */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Seen"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_up_card: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChosenCard"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardSetUpView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfirmBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_guest_email: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEmail"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_reservation: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags that you have seen, or `*` */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Seen"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quote_extension: {
        parameters: {
            query: {
                /** @description The new end, RFC 3339 */
                ends_at: string;
            };
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptView"];
                    "text/html": string;
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    report_taken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportedView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_reseat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReseatView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answer_reseat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation that was revoked, or the offer */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerReseat"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReseatView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description Where the tokens go: the body, or cookies */
                "X-Session"?: components["schemas"]["SessionKind"] | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description Where the tokens are: in the body, or in cookies */
                "X-Session"?: components["schemas"]["SessionKind"] | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RenewSession"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_spots: {
        parameters: {
            query?: {
                /**
                 * @description Degrees north, -90 to 90
                 * @example 40.7543
                 */
                lat?: number;
                /**
                 * @description Degrees east, -180 to 180
                 * @example -73.9884
                 */
                lng?: number;
                /**
                 * @description How far, in `unit`; at most 5 km
                 * @example 300
                 */
                radius?: number;
                /** @description `m` (default), `km` or `mi` */
                unit?: string;
                /** @description Instead of a circle: `west,south,east,north` in degrees, at most 0.5 each way; `west` is greater than `east` where it crosses the 180th meridian */
                bbox?: string;
                /** @description RFC 3339, with an offset */
                from?: string;
                /** @description RFC 3339, with an offset */
                to?: string;
                /** @description All of these, separated by commas: `accessible`, `charger`, `motorcycle`, `wide` */
                attributes?: string;
                /** @description 1 to 200, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: {
                /** @description `ETag` of an answer to the same question */
                "If-None-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Weak: the same spots are free */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreeSpots"];
                };
            };
            /** @description The same spots are free as when the `ETag` was given */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receive_stripe_event: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_zones_on_map: {
        parameters: {
            query: {
                /**
                 * @description `west,south,east,north` in degrees, at most 0.5 each way; `west` is greater than `east` where it crosses the 180th meridian
                 * @example -73.99,40.75,-73.98,40.76
                 */
                bbox: string;
                /** @description 1 to 200, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZonesOnMap"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    available_parking_spots_filter: {
        parameters: {
            query: {
                /**
                 * @description Degrees north, -90 to 90
                 * @example 40.7543
                 */
                lat: number;
                /**
                 * @description Degrees east, -180 to 180; this or `long`
                 * @example -73.9884
                 */
                lng?: number;
                /** @description Another name for `lng` */
                long?: number;
                /**
                 * @description `km`, or anything else for miles
                 * @example km
                 */
                unit: string;
                /**
                 * @description How far
                 * @example 0.3
                 */
                dist: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacySpot"][];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    available_parking_spots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacySpot"][];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    change_pw: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegacyChangePassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    confirm_setup_intent_as_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    confirm_setup_intent_as_guest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
                /**
                 * @description The address that it was made with
                 * @example ann@example.com
                 */
                email: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    create_setup_intent_as_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyClientSecret"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    create_setup_intent_as_guest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
                /**
                 * @description The address that it was made with
                 * @example ann@example.com
                 */
                email: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyClientSecret"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    delete_reservation_as_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    delete_reservation_as_guest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
                /**
                 * @description The address that it was made with
                 * @example ann@example.com
                 */
                email: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    list_paid_reservations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyReservation"][];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    show_liveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    show_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    list_unpaid_reservations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyReservation"][];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    reserve_as_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The spot */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegacyReserve"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyReservation"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    reserve_as_guest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The spot */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegacyReserveAsGuest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyReservation"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    show_reservation_as_guest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
                /**
                 * @description The address that it was made with
                 * @example ann@example.com
                 */
                email: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyReservation"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegacySignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyToken"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegacySignUp"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyToken"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacySignUpWaiting"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    update_reservation_as_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegacyUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyReservation"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
    update_reservation_as_guest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reservation */
                id: string;
                /**
                 * @description The address that it was made with
                 * @example ann@example.com
                 */
                email: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LegacyUpdate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyReservation"];
                };
            };
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyError"];
                };
            };
        };
    };
}
