// Made by `npm run schema` from the OpenAPI document; never edited.
export interface paths {
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show your account */
        get: operations["show_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of your account
         * @description The language is that of later mails. Responses have the language of `Accept-Language`.
         */
        patch: operations["update_account"];
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
         * @description Transfers the reservations made as a guest with the email address of this account, which must be
         *     confirmed. Claimed reservations are managed by signing in; management links in earlier mails
         *     stop working, payment links stay valid. Each reservation keeps its card. At most 100
         *     reservations are claimed per call; holds are not transferred.
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
         * Correct the address of a sign-up or an account
         * @description Allowed until the address is verified. A new link and a new code are sent to the new address,
         *     which replaces the old one when either is used.
         */
        patch: operations["change_account_email"];
        trace?: never;
    };
    "/api/v1/account/favorites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your favorites */
        get: operations["list_favorites"];
        put?: never;
        /**
         * Keep a place as a favorite
         * @description A favorite within 10 m is the same place: its name and detail are replaced. An account can have
         *     50 favorites: beyond that `too_many_favorites`.
         */
        post: operations["save_favorite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/favorites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a favorite */
        delete: operations["remove_favorite"];
        options?: never;
        head?: never;
        patch?: never;
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
         * @description Sets a new password for the authenticated account; the current password is required. Revokes the
         *     other sessions of the account and its pending password links; the current session stays valid.
         *     Failed attempts are counted per session: failures in other sessions do not lock this one.
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/reduced-rate-permits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your reduced-rate permits
         * @description Quotes, holds and extensions in the city have the reduced rate; the search for spots shows the
         *     prices without it.
         */
        get: operations["list_own_permits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your monthly statements
         * @description A stay belongs to the month in which it ended, in the time zone of its city.
         */
        get: operations["list_statements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/statements/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Save a monthly statement
         * @description The completed stays that ended in the month, at most 2,000, as CSV for spreadsheets (with a byte
         *     order mark, and without formulas) or as PDF. `not_found` for a month without a completed stay.
         */
        get: operations["save_statement"];
        put?: never;
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
         * @description Returns 202 and sends a link and a 6-digit code to the address. The account is created when
         *     either is used (`POST /api/v1/email-confirmations`) together with the `sign_up_token`. Without
         *     that token the link requires a new password. The response is the same whether or not the address
         *     has an account; an existing account is notified by mail. If the operator does not require
         *     verification, the account is created at once: 201, or `email_taken`. Each address, compared
         *     without case, has at most one account. The mail and the account have the language of
         *     `Accept-Language`.
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
         * Read the audit log
         * @description Lists the actions of operators, newest first. Entries are immutable.
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
    "/api/v1/admin/cameras/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a camera
         * @description Its address is invalid at once. Idempotent.
         */
        post: operations["revoke_camera"];
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
         * @description Filters by state, by overdue charges or by failed refunds.
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
         * @description Includes its attempts, refunds and disputes.
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
         * Refund a charge
         * @description Refunds the whole charge, a part of it, or the cost of the stay from an instant on. The total
         *     never exceeds the collected amount; a disputed charge cannot be refunded. Repeating a request
         *     issues one refund; a different request with the same `seen` is refused with `revision_mismatch`.
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
         * @description The currency can be changed only while there are no held or confirmed reservations and no
         *     charges, because amounts are never converted.
         */
        patch: operations["update_city"];
        trace?: never;
    };
    "/api/v1/admin/cities/{id}/guard-rails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how often guard-rails applied
         * @description For one city, by day in its time zone: how often the terms of the city and its sites limited a
         *     price that a rule had raised, capped the rate of a driver with a reduced-rate permit, or refused
         *     a reservation ahead.
         */
        get: operations["show_guard_rails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/cities/{id}/reduced-rate-permits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List reduced-rate permits
         * @description Without the permits of drivers whose data was erased.
         */
        get: operations["list_reduced_rate_permits"];
        put?: never;
        /**
         * Grant a reduced-rate permit
         * @description Stays in the city that begin in the time of the permit then cost the driver at most
         *     `reduced_rate_cap_minor` per hour, where the terms of the place have it. Holds and quotes made
         *     before keep their price. A driver has at most one permit at a time in a city.
         */
        post: operations["grant_reduced_rate_permit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         * @description Returns GeoJSON, or CSV with `Accept: text/csv`. The CSV omits zones without spots. With
         *     `for=spreadsheet` the CSV has a byte order mark, and cells that begin with `=`, `+`, `-`, `@`, a
         *     tab or a carriage return are prefixed with an apostrophe, which the import removes.
         */
        get: operations["export_spots"];
        put?: never;
        /**
         * Import spots
         * @description Accepts CSV or GeoJSON in the format of the export, up to 64 MiB. If any row is invalid, nothing
         *     is imported: `errors` lists up to 200 errors by line and column (GeoJSON: by feature and
         *     property). Sites, zones and spots are identified by `site_ref`, `zone_ref` and `spot_ref`.
         *     Records that are not in the file stay unchanged, and so do values whose column is absent.
         *     Importing the same file again changes nothing.
         *
         *     Up to 5,000 records are imported in one transaction before the response. For larger
         *     files the response is `202` with an import that is written in batches: poll `Location` until its
         *     `state` is `done`.
         *
         *     With `dry_run=true` nothing is written: the response counts the records that the valid rows
         *     would add and change, and lists the invalid rows.
         */
        post: operations["import_spots"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/cities/{id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the terms of a city */
        get: operations["show_city_terms"];
        /**
         * Set the terms of a city
         * @description Replaces all values; an omitted one is inherited. Sites of the city inherit the values
         *     that they do not set. The terms apply to new holds and to later changes of reservations.
         */
        put: operations["set_city_terms"];
        post?: never;
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
         * @description `age=current` (default): active and future closures. `age=all`: also past ones.
         */
        get: operations["list_closures"];
        put?: never;
        /**
         * Close a spot or a zone
         * @description During the period the spots are not found by searches, and cannot be held or extended into it.
         *     Every conflicting reservation is revoked in the same transaction, as by *Revoke a reservation*,
         *     and is listed in the response with the re-seat offered to its driver.
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
         * @description The spots can be reserved again at once. Revoked reservations stay revoked. Idempotent.
         */
        post: operations["end_closure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/codes/{id}/reissue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a code by a new one
         * @description Revokes the code, and issues another one for the same place. NFC tags with secure dynamic
         *     messages move to the new code; print the sheet again, and write other tags again. `code_revoked`
         *     if the code is revoked already.
         */
        post: operations["reissue_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/codes/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a code
         * @description From now on its scans are refused with `code_revoked`. Open visits continue. Idempotent.
         */
        post: operations["revoke_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/codes/{id}/sheet.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Save the sheet of a code as PDF
         * @description An A4 page with the code, its place, its words, and the domain to which it leads. `not_found`
         *     for a rotating code, which only a screen shows.
         */
        get: operations["save_code_sheet_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/codes/{id}/sheet.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Save the sheet of a code as SVG
         * @description An A4 page with the code, its place, its words, and the domain to which it leads. `not_found`
         *     for a rotating code, which only a screen shows.
         */
        get: operations["save_code_sheet_svg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/codes/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol an NFC tag
         * @description The tag stands for the code from now on. A message of the tag is accepted once, and only if its
         *     counter is higher than the last one.
         */
        post: operations["enrol_tag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/devices/{id}/renew-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew the key of a device
         * @description The old key is invalid at once. The new one is shown only once.
         */
        post: operations["renew_device_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/devices/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a device
         * @description Its key is invalid at once, and the barriers of its lanes open no more. Idempotent.
         */
        post: operations["revoke_device"];
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
         * @description Computed for each request: spots by state, revenue since midnight in each city, overdue charges
         *     and job lag.
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
         * @description For one city, in its time zone: utilization of the spots, number of stays started, and amounts
         *     billed, collected and refunded. Cancelled, revoked and unconfirmed reservations are not counted.
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
         * @description Same effect as for a user, by address. The response is the same whether or not the guest exists.
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
         * @description Progress of an import that is written in batches, available for 90 days.
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
    "/api/v1/admin/incidents/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve an incident
         * @description Idempotent: the first resolution stays.
         */
        post: operations["resolve_incident"];
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
         * Discard a job
         * @description Only for jobs that are dead or waiting for a retry. The work of the job is not done.
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
         * Requeue a job
         * @description Only for jobs that are dead or waiting for a retry. The job runs as soon as possible with a full
         *     set of attempts. Jobs are safe to run twice.
         */
        post: operations["requeue_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the result of a job
         * @description The cache keeps results for a day; other results come from the database. `not_found` while the
         *     job is unfinished.
         */
        get: operations["show_job_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/lanes/{id}": {
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
         * Change a lane
         * @description Also retires and restores it.
         */
        patch: operations["update_lane"];
        trace?: never;
    };
    "/api/v1/admin/lanes/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the barrier of a lane
         * @description Issues a command to the gateway of the lane, which expires after eight seconds. The problem is
         *     `no_barrier` if no device opens the lane.
         */
        post: operations["open_lane"];
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
         * Read the ledger
         * @description Every entry debits one account and credits another, and is immutable. With `Accept: text/csv`
         *     returns CSV, up to 100,000 entries.
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
    "/api/v1/admin/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show own permissions
         * @description Roles and permissions of the signed-in user; `not_found` for users without a role.
         */
        get: operations["show_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/plate-reads/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide about a reading
         * @description *Admit* lets the vehicle in or out as the camera would have: with the named reservation, else as
         *     a vehicle of the named account, else with the proposed reservation, else by the plate. The
         *     problems are those of *Enter a site*. A reading that does not wait for review is returned as it
         *     is. The visit begins or ends at the time at which the vehicle was there. At an entrance *admit*
         *     is possible for ten minutes, and opens the barrier in the first two; an exit has opened already.
         *     An account must have saved the plate, or one that looks like it; its driver gets a mail at once.
         *     Requests with an address are limited like look-ups of guest reservations.
         */
        post: operations["decide_plate_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/plate-reads/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the picture of a reading
         * @description A JPEG or PNG image, kept for seven days where the rules of the site keep pictures.
         */
        get: operations["show_plate_image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/plate-searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find reservations by plate
         * @description Returns the newest 50 reservations with this plate, in any spelling. The plate is in the body,
         *     so that no log contains it. The search is limited like look-ups of guest reservations, and is
         *     recorded in the audit log with its reason.
         */
        post: operations["search_plate"];
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
         * List reconciliations with Stripe
         * @description Returns the latest 31.
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
    "/api/v1/admin/reduced-rate-permits/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a reduced-rate permit
         * @description Accepted quotes and reservations keep their price. Idempotent.
         */
        post: operations["revoke_reduced_rate_permit"];
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
         * @description Searches the reservations of all drivers in the cities and sites of the user. A result matches
         *     all given filters.
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
         * @description Includes its history, its charge and its vehicles.
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
         * @description Cancels a hold, or a stay that has not started. The driver is not charged and is notified.
         *     Idempotent.
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
         * @description Same effect as if the driver had ended it: a stay in progress is billed for the time used, and a
         *     stay that has not started is cancelled without charge. Idempotent.
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
         * @description Applies to holds, future stays and stays in progress. The spot is released at once; the driver
         *     is not charged and is notified. If a free spot is available nearby at no higher price, it is
         *     held for the driver to accept or decline. Idempotent.
         */
        post: operations["revoke_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/role-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List role grants
         * @description `age=current` (default): active grants. `age=all`: also revoked ones. An admin of a city or a
         *     site sees the grants in that place.
         */
        get: operations["list_role_grants"];
        put?: never;
        /**
         * Grant a role
         * @description Takes effect with the next request of the user. An admin of a city or a site grants roles in
         *     that place only. Idempotent: returns the active grant if the user has the role in that place.
         */
        post: operations["create_role_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/role-grants/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a role
         * @description Takes effect with the next request of the user. The last user with the role `admin` everywhere
         *     keeps it: `last_admin`. Idempotent.
         */
        post: operations["revoke_role_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List roles
         * @description The roles that can be granted, with their permissions. Permissions that concern no city, such as
         *     `view_jobs`, result only from a role everywhere.
         */
        get: operations["list_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sites
         * @description Includes retired sites.
         */
        get: operations["list_sites"];
        put?: never;
        /** Create a site */
        post: operations["create_site"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a site */
        get: operations["show_site"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a site */
        patch: operations["update_site"];
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a camera
         * @description The address in the response is shown only once: the camera, or its software, sends its webhooks
         *     there.
         */
        post: operations["create_camera"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the codes of a site
         * @description Includes revoked codes.
         */
        get: operations["list_codes"];
        put?: never;
        /**
         * Issue a code
         * @description A printed code is valid until it is revoked. A rotating code has a new address every 30 seconds,
         *     which a screen of the site shows.
         */
        post: operations["issue_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/codes.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Save the sheets of a site
         * @description A PDF document with a page for each active code that can be printed, newest first. `not_found`
         *     without such a code.
         */
        get: operations["save_code_sheets_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the counts of a site
         * @description Stored numbers are not limited: a recount may find more vehicles than spots.
         */
        get: operations["show_site_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a device
         * @description The key in the response is shown only once; the device sends it as bearer token.
         */
        post: operations["create_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/equipment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the equipment of a site */
        get: operations["show_equipment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the incidents at a site */
        get: operations["list_incidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a lane */
        post: operations["create_lane"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/plate-reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the readings at a site
         * @description Readings are kept for two days, and for seven days if an operator decides about them. The audit
         *     log records who has seen which ones, because they name drivers and plates.
         */
        get: operations["list_plate_reads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/recounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recount a site
         * @description From now on the difference between the counted vehicles and the taken spots is subtracted from
         *     the free spots, until the next recount. A recount of the whole site replaces those of its
         *     levels. A later one of a level replaces the share of that level only: the rest of the difference
         *     of the site stays in force until all levels are recounted, or the whole site is.
         */
        post: operations["recount_site"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a retired site
         * @description Restores the spots that were retired with it; spots that were retired before stay retired.
         *     Idempotent.
         */
        post: operations["restore_site"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retire a site
         * @description All its spots are retired. Existing reservations continue; to end them as well, close the zones
         *     of the site. Idempotent.
         */
        post: operations["retire_site"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the rules of entry of a site
         * @description A site whose rules were never set has the defaults.
         */
        get: operations["show_site_rules"];
        /**
         * Set the rules of entry of a site
         * @description Replaces all values. They apply to visits and reservations that are made later, and to the state
         *     of the site.
         */
        put: operations["set_site_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sites/{id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the terms of a site */
        get: operations["show_site_terms"];
        /**
         * Set the terms of a site
         * @description Replaces all values; an omitted one is inherited. Values that are not set are inherited
         *     from the city. The terms apply to new holds and to later changes of reservations.
         */
        put: operations["set_site_terms"];
        post?: never;
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
         * @description Includes retired spots.
         */
        get: operations["search_spots"];
        put?: never;
        /** Create a spot */
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
         * @description Existing reservations keep their terms; time added to them is charged at the new rate.
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
         * Restore a retired spot
         * @description Idempotent.
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
         * Retire a spot
         * @description The spot is no longer found by searches and cannot be held. Existing reservations continue; to
         *     end them as well, close the spot. Idempotent.
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
         * @description Only for the cities in which the user may see money. A month starts at midnight in the city.
         *     With `Accept: text/csv` returns CSV.
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
    "/api/v1/admin/tags/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke an NFC tag
         * @description Its code stays active. Idempotent.
         */
        post: operations["revoke_tag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariff-assignments/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an assignment of a tariff
         * @description An assignment that has not begun never applies. Accepted quotes and reservations keep their
         *     price. Idempotent.
         */
        post: operations["end_tariff_assignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariff-drafts/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Discard a draft version
         * @description The draft is kept with its evidence. One that was published or discarded is refused.
         */
        post: operations["discard_tariff_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariff-drafts/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a draft version
         * @description The evidence becomes public with the version. A draft without changes, or of an earlier version
         *     than the newest, is refused.
         */
        post: operations["publish_tariff_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tariffs
         * @description The tariffs of the cities in which the user has the permission.
         */
        get: operations["list_tariffs"];
        put?: never;
        /**
         * Create a tariff
         * @description It has no effect before a version is published and the tariff is assigned to a place.
         */
        post: operations["create_tariff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariffs/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a tariff
         * @description Returns the document in words, and the prices of ten typical stays of vehicles without a permit.
         *     Nothing is stored.
         */
        post: operations["preview_tariff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariffs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a tariff */
        get: operations["show_tariff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a tariff */
        patch: operations["rename_tariff"];
        trace?: never;
    };
    "/api/v1/admin/tariffs/{id}/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign a tariff to a place
         * @description For a stay on a spot, the nearest place with an assignment counts: spot, zone, site, city; at
         *     one place, the assignment for the vehicle class. Two assignments for the same place and class
         *     cannot overlap.
         */
        post: operations["assign_tariff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariffs/{id}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List draft versions of a tariff */
        get: operations["list_tariff_drafts"];
        put?: never;
        /**
         * Draft a version of a tariff
         * @description Measures the occupancy in each band of the newest version, and stores the rates that the
         *     occupancy policy sets, with the evidence. No price changes before the draft is published.
         */
        post: operations["draft_tariff_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariffs/{id}/occupancy-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the occupancy policy of a tariff */
        get: operations["show_occupancy_policy"];
        /**
         * Set the occupancy policy of a tariff
         * @description It changes no rate: rates change when a draft is published.
         */
        put: operations["set_occupancy_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariffs/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay past stays
         * @description Compares what completed stays cost with their prices under a document: stays that were priced by
         *     the tariff, and stays on spots to which it applies now or later. Each stay is assumed to be the
         *     same; drivers who would stay shorter or elsewhere are estimated only in `expected`, if an
         *     elasticity is given. Nothing is stored.
         */
        post: operations["replay_tariff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariffs/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a version of a tariff
         * @description The version applies to stays that begin from `effective_from` on, where the tariff is assigned.
         *     Accepted quotes and reservations keep theirs. A published version never changes.
         */
        post: operations["publish_tariff_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tariffs/{id}/yield-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the yield policy of a tariff
         * @description With the level of the version in force, the present occupancy of the tariff's spots, and the
         *     last changes.
         */
        get: operations["show_yield_policy"];
        /**
         * Set the yield policy of a tariff
         * @description The policy publishes a version of the tariff when the occupancy reaches a limit; it is checked
         *     every minute. Accepted quotes and reservations keep theirs. A changed policy begins at the
         *     operator's own rates. Refused are tariffs with an occupancy policy (`conflicting`), and tariffs
         *     that are assigned to a place that is not in a site (`not_in_sites`).
         */
        put: operations["set_yield_policy"];
        post?: never;
        /**
         * End the yield policy of a tariff
         * @description If the policy has changed the rates in force, the operator's own rates are published again. A
         *     tariff without a policy is left as it is.
         */
        delete: operations["end_yield_policy"];
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
         * @description The user can no longer sign in. All sessions and pending password links are revoked at once.
         *     Reservations continue. Idempotent.
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
         * @description The user can sign in again. A user whose personal data is erased cannot be enabled.
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
         * @description Allowed once every stay is over and every charge is settled. The address is replaced by a
         *     placeholder; the password, sessions and cards are removed; and the guest with the same address
         *     is erased too. Reservations and ledger entries are kept. Idempotent.
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
         * @description Revokes all sessions and pending password links at once.
         */
        post: operations["sign_out_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find visits
         * @description Searches the visits of all drivers in the cities and sites of the user. A result matches all
         *     given filters. A search with `q` is recorded in the audit log, without the address.
         */
        get: operations["search_visits"];
        put?: never;
        /**
         * Let a driver in
         * @description Opens a visit for an account by the rules of an entry: a reservation of the account at the site
         *     is used, else its default card is charged when the visit ends. The driver gets a mail at once.
         *     The requests are limited like look-ups of guest reservations.
         */
        post: operations["begin_visit_for_driver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/visits/plate-searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find visits by plate
         * @description Returns the newest 50 visits with this plate, in any spelling. The plate is in the body, so that
         *     no log contains it. The search is limited like look-ups of guest reservations, and is recorded
         *     in the audit log with its reason.
         */
        post: operations["search_visit_plate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show any visit */
        get: operations["inspect_visit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/visits/{id}/depart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a departure
         * @description Marks the vehicle of a visit that has ended as gone: an overdue visit then counts as ended.
         *     Idempotent. End an open visit instead.
         */
        post: operations["record_departure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/visits/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a visit
         * @description The driver is charged for the time until `at`. Opens no barrier. The problem is `visit_over` for
         *     a visit that has ended.
         */
        post: operations["end_visit_for_driver"];
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
        /** Create a zone */
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
    "/api/v1/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count free spots
         * @description Returns the number of spots that are free for the whole period, and whose tariff allows it for
         *     the vehicle class: for each zone with a spot in the box, or, with a `zoom` below 14, for each
         *     cell of a grid. A cell is a sixteenth of a map tile of that zoom wide. All spots of a zone
         *     count, but only those spots of a cell that are in the box. A spot whose price is above the
         *     maximum counts as not free.
         *
         *     Counts of cells are cacheable for five seconds and may be five seconds old.
         */
        get: operations["count_spots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/camera-reads/{camera_id}/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive the readings of a camera
         * @description For the webhooks of Plate Recognizer Stream, OpenALPR, Rekor Scout and Genetec SharpV. The body
         *     is the vendor's JSON, or a multipart form with the JSON in the part `json` and a picture in
         *     `upload`. Repeating a webhook changes nothing. One that comes more than two minutes late, after
         *     an interruption, opens no barrier: an exit ends the visit at the time of the reading, and an
         *     operator decides about an entrance. The status is 204 for a webhook without a plate.
         */
        post: operations["receive_plate_reads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         * @description Verifies with Stripe that the SetupIntent has succeeded. The first card becomes the default.
         *     Idempotent.
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
         * @description Creates a SetupIntent. The browser sends the card details directly to Stripe; afterwards call
         *     *Save a card*.
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
         * @description Detaches the card at Stripe, unless a stay is still to be charged to it.
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
         * @description Accessible with access to its reservation, or with a payment link.
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
         * @description Returns the PaymentIntent of the charge, the same one whose collection failed. The browser
         *     confirms it with this card or another, with authentication by the bank if required. Afterwards
         *     call *Check the payment*.
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
         * Check the payment
         * @description Retrieves the status of the payment from Stripe and updates the charge.
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
         * Show the configuration
         * @description Contains no secrets. Cacheable for one minute. A new city appears within two minutes.
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
    "/api/v1/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the device
         * @description With the lanes that it opens, the rules of its site, the time, and the number of the next event.
         */
        get: operations["show_device"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the current code
         * @description The rotating code of the site, which changes every 30 seconds. The problem is `not_found` if the
         *     site has none, and `signing_unavailable` if no key is configured.
         */
        get: operations["show_device_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wait for commands
         * @description Returns at the first command, else after `wait` seconds with an empty list. A command is
         *     returned until its outcome was reported or it has expired, so that a lost response does no harm;
         *     a device executes each id once.
         */
        get: operations["list_device_commands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device/commands/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report the outcome of a command
         * @description The first outcome counts; repeating the report changes nothing. The problem is
         *     `command_expired` more than five seconds after the expiry, and `not_found` with another nonce.
         */
        post: operations["report_outcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report events
         * @description Events at the barriers, also while the device was offline: entries become visits, exits
         *     end them. The vehicle has been let in or out, so that nothing is refused; the outcome says what
         *     was recorded. After an error the device sends the same events again.
         */
        post: operations["report_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/device/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a pass
         * @description Checks the driver in at an entrance, and out at an exit. An exit opens for any pass. A refusal
         *     is a response with `opens: false`, so that a reader shows it instead of reporting a failure.
         */
        post: operations["scan_pass"];
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
         * Verify an email address
         * @description Accepts the link or the code of the mail. Each is valid once and only for this purpose. After
         *     five wrong codes another mail must be requested; after ten for one address within a day only
         *     links are accepted: `link_required`. A sign-up becomes an account; a guest's hold becomes a
         *     reservation if its card is set up.
         *
         *     A link that is opened in another browser comes without the bearer token of the sign-up or of the
         *     account. Since another person may have chosen the password, the response is then
         *     `password_required`. The same request with `password` sets the password, cancels all other
         *     pending sign-ups with the address, revokes all sessions of the account, and signs in.
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
         * Resend the verification mail
         * @description Sends a new link and a new code for the sign-up, the account or the guest's hold of the bearer
         *     token. Earlier links and codes become invalid. Limited to once a minute and five times an hour,
         *     then `rate_limited`.
         */
        post: operations["resend_confirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entry-codes/look-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look up a code
         * @description Returns the site and the lane of a scanned code, typed words or a read NFC tag, the caller's
         *     visit, and what the caller lacks to enter. Nothing changes: the counter of a tag is not
         *     used. Works without signing in.
         */
        post: operations["look_up_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an exit
         * @description Opens the barrier for a vehicle that wants to leave: an exit is never refused. The open visit of
         *     the caller at the site ends, as by `POST …/visits/{id}/exit`; with several of them the problem
         *     is `already_inside` with one (`visit_id`). Without an open visit the barrier opens too, and the
         *     operator sees an incident, unless the caller's visit has ended in the last ten minutes.
         *
         *     Works without signing in, for a caller whose position is near the site. With the code of an
         *     entrance the problem is `wrong_direction`, and with a code that is at no lane `no_barrier`.
         */
        post: operations["open_exit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guest-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request the link to a guest reservation
         * @description The response is always the same. If a guest has a reservation with this address and this
         *     reference that has not ended, or ended at most 90 days ago, the link to it is mailed to the
         *     address, at most once a minute and five times an hour. The link is valid for at least seven
         *     days. Reservations of an account are not found: their driver signs in.
         */
        post: operations["request_guest_link"];
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
         * Liveness check
         * @description Does not query any other service.
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
         * Get a proof-of-work challenge
         * @description If `human_check` in the configuration is `proof_of_work`, a hold of a driver whose email address
         *     is not verified requires the header `X-Human-Check: <challenge>:<solution>`; otherwise it is
         *     refused with `human_check_required`. Each challenge can be used once. Returns `not_found` if no
         *     human check is configured.
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
         * Receive live updates
         * @description Upgrades to a WebSocket. Messages are JSON: the client sends `LiveRequest`, the server
         *     `LiveMessage`; docs/LIVE.md describes the protocol. The map requires no token. The caller's own
         *     reservations require one, either in the `Authorization` header of this request or in a first
         *     message `authenticate`; never in the URL.
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
         * Request a password reset
         * @description The response is always the same. If there is an account with this address, a link and a code are
         *     mailed to it, at most once a minute and five times an hour. A sign-in lock after wrong passwords
         *     does not affect this request.
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
         * @description Accepts the link of the mail, or address and code. Revokes all sessions of the account and
         *     notifies its owner by mail. The link and the code are valid once; they are also revoked when the
         *     password is changed in another way or the account is signed out everywhere. After ten wrong
         *     codes for an address within a day only the link is accepted: `link_required`.
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find places by name
         * @description Returns the cities, streets, crossings (`5th ave & 42`), sites, zones and spots that match the
         *     text, best match first, then nearest. A name matches if it begins with the text or, from three
         *     letters, if a word inside it does. References of zones, and labels and references of spots, must
         *     begin with the text. Case, marks, ordinals and the usual short forms make no difference. If
         *     nothing matches a text of at least four letters, names with wrong letters are found. Addresses
         *     and landmarks of the geocoder follow where there are fewer places than `limit`. Cacheable by the
         *     client for a minute.
         */
        get: operations["list_places"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quote-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the keys of signed quotes
         * @description The public keys with which the signatures of quotes are verified, as JSON Web Key Set. Cacheable
         *     for five minutes. Keys of a rotation are listed side by side: read the list again when a
         *     signature names an unknown key.
         */
        get: operations["list_quote_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Quote a stay
         * @description The quote is valid for 15 minutes, at most until its end, and can be accepted once, as
         *     `quote_id` of a hold. The stay then costs at most its total, even if the price changes in the
         *     meantime. The spot is not held, and may be taken. A period that the rules of the spot do not
         *     allow is refused with `not_allowed_by_tariff`, one in which no more spots of the street or site
         *     may be reserved ahead with `reserved_ahead_limit`. A quote for a driver with a reduced-rate
         *     permit has its lower rates, and only this driver can accept it. The number of quotes is limited:
         *     `rate_limited`.
         */
        post: operations["create_quote"];
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
         * @description `age=current` (default): held or confirmed. `age=past`: all others.
         */
        get: operations["list_reservations"];
        put?: never;
        /**
         * Hold a spot
         * @description The hold lasts ten minutes: set up a card and confirm within that time, or the spot is released.
         *     A guest gives an email address and receives a token and, if verification is required, a mail
         *     with a link and a code: `awaiting` lists the missing steps. Until the address is verified, such
         *     a hold lasts two minutes (see `hold_expires_at`) and the stay is limited to four hours. A
         *     repeated request with the same `Idempotency-Key` returns the same reservation. If the spot is
         *     taken or closed, or no more spots of its street or site may be reserved ahead
         *     (`reserved_ahead_limit`), the problem contains up to three free spots nearby. A user can have
         *     two concurrent holds, a guest one: beyond that `too_many_holds`. Holds of drivers whose address
         *     is not confirmed are limited by network, both concurrently and per day: `rate_limited`. If an
         *     operator revokes the hold while a saved card is being set up, the response is the revoked
         *     reservation with the re-seat offered. A stay that costs nothing can be reserved without a card,
         *     with `payment_source` `none`; any other stay is then refused with `card_required`. A quote that
         *     has expired is answered with 410 `quote_expired` and a new quote, a price above `total_minor`
         *     with `price_changed`. A stay that the rules of the spot do not allow is refused with
         *     `not_allowed_by_tariff`, the reason and the next possible times. The vehicle can be chosen
         *     later, but a spot with a restricting attribute requires a vehicle with the right to it, and
         *     `permit_only` a permit: otherwise `not_eligible`. If no worker is running to end and bill stays,
         *     holds are refused: `unavailable`. Mails about the reservation have the language of the account,
         *     else that of `Accept-Language`.
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
         * @description Accessible to its user, or with the guest's token. The `ETag` is its revision.
         */
        get: operations["show_reservation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Extend or shorten
         * @description Changes the end of the stay. Added time is priced by the rules in force at its start; request a
         *     quote first and send its id. If the spot is reserved or closed during the added time, the
         *     problem contains the latest possible end; if the rules do not allow the longer stay, the code is
         *     `not_allowed_by_tariff`. If no more spots of the street or site may be reserved ahead in the
         *     added time, a stay that begins later cannot be extended: `reserved_ahead_limit`. An expired
         *     quote is answered with 410 `quote_expired` and a new quote.
         */
        patch: operations["amend_reservation"];
        trace?: never;
    };
    "/api/v1/reservations/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Save a reservation for a calendar
         * @description An iCalendar file (RFC 5545) with one event. A later file about the same reservation replaces
         *     the event in a calendar: `SEQUENCE` is the revision. Once the reservation is cancelled, expired
         *     or revoked, the method is `CANCEL`, which removes the event. The file contains no token.
         */
        get: operations["save_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         * Cancel before the start, or undo
         * @description Cancels a hold, or a stay that has not started, without charge. A stay that has started can be
         *     undone without charge until `undo_until`: for 60 seconds after its confirmation, unless the
         *     driver or the card has undone another stay in the zone, or in another zone of the site, within
         *     an hour, or the vehicle has entered a garage or lot. Afterwards the problem is
         *     `invalid_transition`, and the stay can be ended; `exit_required` if it ends at an exit.
         *     Idempotent.
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
         * Set up a card
         * @description Creates a SetupIntent at Stripe, or returns the existing one of the hold. The browser sends the
         *     card details directly to Stripe; then confirm the reservation. The card is charged after the
         *     stay for the time used. With `card_id` a saved card is used without another form. For a
         *     confirmed stay, the new card replaces the current one.
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
         * @description Verifies with Stripe that the card is set up, unless the reservation has nothing to pay.
         *     Idempotent. Until a guest's address is verified, the response is the hold: `awaiting` lists the
         *     missing steps.
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
         * Correct the address of a guest
         * @description Allowed while the hold lasts and until the address is verified. A new link and a new code are
         *     sent to the new address; the old ones become invalid.
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
         * @description Ends a stay in progress: the time used is billed to the second, and the spot is released at
         *     once. A stay that has not started is cancelled without charge. While the vehicle is in a garage
         *     or lot whose exit is controlled, the problem is `exit_required`: the stay ends when it leaves.
         *     Idempotent.
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
         * Quote an extension
         * @description The added time is priced by the rules in force at its start; the existing period keeps its
         *     price. An end that *Extend or shorten* would refuse is refused with the same problem. The price
         *     is not guaranteed: *Create a quote of an extension* does that.
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
    "/api/v1/reservations/{id}/pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the pass of a reservation
         * @description For readers at the barrier, also while they have no connection. It holds from ten minutes before
         *     the start until an hour after the end. The problem is `too_early` more than a day before the
         *     start, and `not_found` for a reservation on the street.
         */
        get: operations["show_reservation_pass"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a quote of an extension
         * @description The quote covers the added time, is valid for 15 minutes, at most until its end, and can be
         *     accepted once, as `quote_id` of *Extend or shorten*. An end that *Extend or shorten* would
         *     refuse is refused with the same problem. The number of quotes is limited: `rate_limited`.
         */
        post: operations["create_extension_quote"];
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
         * @description Returns JSON, or with `Accept: text/html` a printable page in English. The rules in JSON have
         *     the language of `Accept-Language`, else that of the driver.
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
    "/api/v1/reservations/{id}/receipt.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Save a receipt
         * @description The same content as the receipt in JSON, as a PDF in the language of the driver.
         */
        get: operations["save_receipt"];
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
         * @description Accepted while the stay is in progress, from its start for `report_taken_seconds` (see the
         *     configuration). Outside that window the code is `outside_report_window`, and `report_window`
         *     contains the window. The first report with a card in 30 days is free, including the time used,
         *     unless three reports came from the same network; if a free spot is available nearby at no higher
         *     price, it is held for you to accept or decline. Later reports end the stay, and the time used is
         *     billed. Other drivers' reservations are not affected; a second report by a different driver
         *     closes the spot to new reservations for 30 minutes. Idempotent. The number of reports per driver
         *     and day is limited: `rate_limited`. A vehicle that has entered a garage or lot, and a stay where
         *     spots have no numbers, cannot be reported: `invalid_transition`.
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
         * Show the re-seat offered
         * @description A free spot nearby at no higher price is held for you when your reservation is revoked, if there
         *     is one. `id` is that of the revoked reservation or of the re-seat.
         */
        get: operations["show_reseat"];
        put?: never;
        /**
         * Accept or decline the re-seat
         * @description An accepted re-seat is confirmed with the card that you had set up; without one, set up a card
         *     and confirm it like any hold. A declined re-seat is released. Idempotent.
         */
        post: operations["answer_reseat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Share a stay
         * @description Creates a link that shows place and time of a confirmed stay to anybody who has it, until one
         *     hour after the end. It changes nothing. A new link ends the one before.
         */
        post: operations["share_stay"];
        /**
         * Stop sharing a stay
         * @description Ends the link, if there is one.
         */
        delete: operations["end_share"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/vehicle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the vehicle of a reservation */
        get: operations["show_reservation_vehicle"];
        /**
         * Choose the vehicle of a reservation
         * @description Possible until five minutes after the start, afterwards the code is `vehicle_change_closed`. The
         *     vehicle must have the right to the spot: otherwise `not_eligible`. An earlier vehicle stays
         *     valid until the vehicle can no longer be changed. Idempotent.
         */
        put: operations["choose_reservation_vehicle"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reservations/{id}/visit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the visit of a reservation
         * @description The response is 404 if the driver has not arrived.
         */
        get: operations["show_visit_of_reservation"];
        put?: never;
        post?: never;
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
         * @description A wrong password and an unknown address give the same response in the same time. If the sign-up
         *     with this address is not verified yet, the code is `email_unconfirmed`. After five consecutive
         *     wrong passwords from one network, the address is locked for that network for 30 seconds, and
         *     longer after each further failure. While locked, the code is `sign_in_locked`, even for the
         *     correct password; `Retry-After` gives the remaining time. A cookie identifies a browser in which
         *     the user has signed in before; its failures are counted separately.
         *
         *     With `X-Session: cookie`, which browsers should send, the tokens are set as `HttpOnly` cookies
         *     and omitted from the body.
         */
        post: operations["create_session"];
        /**
         * Sign out everywhere
         * @description Ends all your sessions at once, including this one, revokes their access tokens and clears the
         *     cookies of this one. Pending password links are revoked as well.
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
         * @description Ends the current session at once, revokes its access token and clears its cookies.
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
         * Renew a session
         * @description Returns a new access token and a new refresh token, and invalidates the old refresh token. For
         *     five minutes the old token can be used again, for example by another tab or after a lost
         *     response, and returns the same new refresh token, provided that the new one has not been used.
         *     Any other reuse ends the session.
         *
         *     With `X-Session: cookie` the refresh token is read from its cookie and the new tokens are set as
         *     cookies. If the token is invalid, the cookies are cleared.
         */
        post: operations["renew_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared-stays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a shared stay
         * @description With the token of the link as bearer token. `not_found` for another token, and once the stay is
         *     cancelled, revoked or over for more than an hour.
         */
        get: operations["show_shared_stay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List garages and lots
         * @description Returns the sites in service around a position (`lat`, `lng`, `radius_m`), nearest first, or in
         *     a box (`bbox`), by name. The counts are of now; if `from` is more than a minute away, they are
         *     of the whole period, and include only the spots that are offered for the vehicle class. The
         *     WebSocket at `/api/v1/live` pushes changes of the counts at once.
         */
        get: operations["list_sites_on_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a garage or lot
         * @description Returns its levels, instructions, lanes, rules in words, and the price of the period. Rules are
         *     in words of the language of `Accept-Language`. If `from` is more than a minute away, the counts
         *     are of the whole period, as in the list.
         */
        get: operations["show_site_on_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a pass of your account
         * @description Holds for twelve hours at one site, for one vehicle if the account has saved some: the class of
         *     that vehicle is charged. The account needs what an entry needs: a valid card, no overdue charge,
         *     and the choice of a vehicle if it has several.
         */
        post: operations["create_site_pass"];
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
         * @description Returns spots that are free for the whole period, and whose tariff allows it for the vehicle
         *     class, nearest first: around a position (`lat`, `lng`, `radius`), or in a box (`bbox`), ordered
         *     by distance from its centre. `from` defaults to now, `to` to the shortest stay after `from`. A
         *     page may be shorter than `limit` although more follow: `next_cursor` tells. Spots that can no
         *     longer be reserved ahead for the period are left out. Rules and reasons are in words of the
         *     language of `Accept-Language`: English, Spanish, German or French.
         *
         *     Polling clients should send the last `ETag` as `If-None-Match`: the response is 304 while the
         *     same spots are free at the same prices. Where tariffs are posted, prices depend on the time, so
         *     a search without `from` or `to` always has a new response. The WebSocket at `/api/v1/live`
         *     pushes changes at once.
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
    "/api/v1/streets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find streets
         * @description Returns the centre lines of the streets in the box, and some beyond its edges, for a map without
         *     tiles. They are derived from the kerbs of at most 3,000 zones: blocks of one street are joined
         *     across their crossings, and a cross street without kerbs is a short line. Cacheable for five
         *     minutes.
         */
        get: operations["list_streets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your vehicles */
        get: operations["list_vehicles"];
        put?: never;
        /**
         * Add a vehicle
         * @description An account can have ten vehicles: beyond that `too_many_vehicles`. The plate is stored
         *     encrypted, and erased with the vehicle.
         */
        post: operations["add_vehicle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vehicles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a vehicle
         * @description Replaces all of its details. Your reservations with this vehicle follow, as long as their
         *     vehicle can be changed; if the changed vehicle has no right to one of their spots, the request
         *     is refused with `not_eligible`.
         */
        put: operations["change_vehicle"];
        post?: never;
        /**
         * Remove a vehicle
         * @description Reservations with this vehicle keep it.
         */
        delete: operations["remove_vehicle"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your visits */
        get: operations["list_visits"];
        put?: never;
        /**
         * Enter a garage or lot
         * @description Opens a visit by the code of an entrance or a spot, and the barrier of its lane. A reservation
         *     of yours at the site is used; otherwise a free spot is chosen and reserved until the longest
         *     time that the site, its tariff and the next reservation allow. The visit costs the time until
         *     you leave, by the tariff in force now, and is charged to your card then. A guest enters with a
         *     reservation and its manage token.
         *
         *     The response is 200 if the same vehicle entered less than ten minutes ago: nothing changes, and
         *     the barrier opens again. A repeated request with the same `Idempotency-Key` returns the same
         *     visit. `site_full` contains up to three sites nearby in `sites`, `spot_taken` up to three spots
         *     of the site. Without a card that is valid the problem is `payment_source_required`.
         */
        post: operations["create_visit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a visit
         * @description Accessible to the user of its reservation, or with the guest's token.
         */
        get: operations["show_visit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{id}/barrier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the barrier again
         * @description Issues a new command for the lane of the code. An exit opens again whenever the visit has ended.
         *     An entrance opens again within ten minutes of the arrival; later the problem is `visit_over`.
         *     Once the vehicle has driven in, the site decides: it may refuse with `already_inside`.
         */
        post: operations["reopen_barrier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visits/{id}/exit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a garage or lot
         * @description Ends the visit: its time is charged, and the spot is free at once. With the code of an exit the
         *     barrier of the lane opens. Where a barrier or a camera controls the exit, the visit ends there
         *     only: without the code of an exit, and with that of the spot, the problem is `exit_required`.
         *     Elsewhere a visit ends without a code too. A visit that has ended is returned as it is, and with
         *     the code of an exit the barrier opens, however long ago it has ended: the operator sees the time
         *     since. No unpaid charge keeps a driver inside: it is collected later.
         */
        post: operations["leave_site"];
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
         * Receive a Stripe webhook
         * @description Requires Stripe's signature. Every event is stored; duplicate and irrelevant events change
         *     nothing.
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
         * @description Returns the zones whose kerbs intersect the box, nearest to its centre first. Cacheable for five
         *     minutes.
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
    "/api/v1/zones/{id}/price-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the price history of a zone
         * @description Returns the versions of the tariffs assigned to the zone, its spots, its site or its city,
         *     latest first. Versions that follow from measured occupancy have their evidence and their base
         *     version, from which the rates can be computed again. A zone without tariffs has no history.
         *     Rules are in words of the language of `Accept-Language`. Cacheable for five minutes.
         */
        get: operations["show_price_history"];
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
         * List free spots by distance, as the original did
         * @description Returns the free spots within `dist` kilometres (`unit=km`) or miles (any other unit, such as
         *     `mil` or `mi`), the nearest first.
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
         * List free spots, as the original did
         * @description Returns all spots that are free now in one list, at most 20,000. Maps should use
         *     `/api/v1/spots`.
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
         * @description The email address and the current password must be those of the token's user. The token remains
         *     valid; all other sessions end.
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
         * @description Verifies with Stripe that the card has been set up. A repeated request changes nothing and sends
         *     no second mail.
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
         * @description Repeated requests return the same SetupIntent.
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
         * Cancel a reservation, as the original did
         * @description Possible while the spot is held, or before the stay begins. A stay that has begun can be ended
         *     instead.
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
         * Cancel a guest's reservation, as the original did
         * @description Possible while the spot is held, or before the stay begins. A stay that has begun can be ended
         *     instead.
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
         * List your paid reservations, as the original did
         * @description Completed reservations without a payment due. The latest start comes first.
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
         * Liveness check at the path used by orchestrators
         * @description Does not query any other service.
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
         * Readiness check
         * @description Returns 503 if PostgreSQL does not respond. Failures of RabbitMQ, Redis or the workers do not
         *     make the api unready.
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
         * List your unpaid reservations, as the original did
         * @description Reservations that are held, confirmed, or completed with a payment due. The latest start comes
         *     first.
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
         * @description The stay starts now and lasts the given number of minutes. The spot is held until the hold
         *     expires, or until a card is set up at Stripe and the reservation is confirmed.
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
         * @description The mail about the hold contains a link to manage it. An address with an account is treated like
         *     any other.
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
         * @description Requires the full id and the email address that the reservation was made with. A reservation
         *     that does not exist, belongs to another guest or belongs to an account gives the same error.
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
         * @description Revokes the user's previous token, so that other devices are signed out.
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
         * @description If the operator requires verification of email addresses, the response is 202 without a token,
         *     whether or not the address has an account. The account is created when the address is verified
         *     by the link or the code in the mail.
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
        AccountStatements: {
            /** @description Months with a completed stay, the latest first. */
            months: components["schemas"]["StatementMonth"][];
        };
        /**
         * @description State of the search for addresses and landmarks: `off` without a geocoder, `unavailable` if it
         *     did not respond, or after too many requests of this network.
         * @enum {string}
         */
        AddressSearch: "on" | "off" | "unavailable";
        /** @description The count of a level, as shown and as stored. */
        AdminLevelCountView: {
            /**
             * Format: int64
             * @description Of the newest recount.
             */
            difference: number;
            /**
             * Format: int64
             * @description Free spots as drivers see them: from 0 to `total`.
             */
            free: number;
            /**
             * Format: int64
             * @description `total` less `taken` and `difference`.
             */
            free_stored: number;
            /** @description `null` without levels. */
            level?: string | null;
            name: string;
            /**
             * @description `free`, `few` or `full`.
             * @example few
             */
            state: string;
            /** Format: int64 */
            taken: number;
            /** Format: int64 */
            total: number;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description A visit of any driver. */
        AdminVisitView: components["schemas"]["VisitView"] & {
            /**
             * Format: date-time
             * @description Time at which the vehicle left; may follow the end.
             */
            departed_at?: string | null;
            /** @description Email address of the driver. */
            email: string;
            /** @description Name of the entrance. */
            lane_in?: string | null;
            /** @description Name of the exit. */
            lane_out?: string | null;
            /**
             * @description `code`, `words`, `nfc`, `plate`, `pass`, `app` or `operator`; `null` while it is open, and
             *     if it ended by itself.
             * @example code
             */
            left_by?: string | null;
        };
        /** @description The new end of a stay. */
        AmendBody: {
            /**
             * Format: date-time
             * @description New end. An end in the past ends a stay in progress, and cancels one that has not started;
             *     `exit_required` if the stay ends at an exit.
             */
            ends_at: string;
            /**
             * Format: uuid
             * @description Quote of the added time to accept: it costs at most its total.
             */
            quote_id?: string | null;
            /**
             * Format: int32
             * @description Expected rate for the added time, in minor units per hour: refuse the request if the rate
             *     has changed. A reduced rate may be lower.
             */
            rate_minor_per_hour?: number | null;
            /**
             * Format: int32
             * @description Refuse the request if the reservation is at another revision; equivalent to `If-Match`.
             */
            revision?: number | null;
            /**
             * Format: int64
             * @description Price of the added time that you displayed, in minor units: refuse the request if it costs
             *     more.
             * @example 450
             */
            total_minor?: number | null;
        };
        /** @description The driver's decision. */
        AnswerReseat: {
            /** @description `true` accepts the re-seat, `false` declines it. */
            accept: boolean;
        };
        /**
         * @description An assignment to make, at one place at most; without a place, the tariff is assigned to its
         *     city.
         */
        AssignTariff: {
            /**
             * Format: date-time
             * @description Exclusive; without an end if omitted.
             */
            ends_at?: string | null;
            /** Format: uuid */
            site_id?: string | null;
            /** Format: uuid */
            spot_id?: string | null;
            /**
             * Format: date-time
             * @description Start, at most two years ahead; defaults to now.
             */
            starts_at?: string | null;
            /**
             * @description `car`, `motorcycle`, `scooter`, `van` or `truck`; for the classes without an assignment of
             *     their own if omitted.
             * @example truck
             */
            vehicle_class?: string | null;
            /** Format: uuid */
            zone_id?: string | null;
        };
        /** @description A place to which a tariff is assigned. */
        AssignmentPlaceView: {
            /** Format: uuid */
            id: string;
            /**
             * @description `city`, `site`, `zone` or `spot`.
             * @example zone
             */
            kind: string;
            /**
             * @description Name of the city or site, street of the zone, or label of the spot.
             * @example West 43 Street
             */
            name: string;
        };
        /** @description The use of a tariff at a place, for one vehicle class or for all, for a time. */
        AssignmentView: {
            /**
             * Format: date-time
             * @description Exclusive; `null` for an assignment without an end.
             */
            ends_at?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description `true` if the tariff is assigned now. At a spot, a nearer place or an assignment for the
             *     class precedes.
             */
            in_force: boolean;
            place: components["schemas"]["AssignmentPlaceView"];
            /** Format: date-time */
            starts_at: string;
            /** Format: uuid */
            tariff_id: string;
            /**
             * @description `car`, `motorcycle`, `scooter`, `van` or `truck`; `null` for the classes without an
             *     assignment of their own at the place.
             * @example truck
             */
            vehicle_class?: string | null;
        };
        /** @description An attempt to collect the charge. */
        AttemptView: {
            failure?: string | null;
            /** @description Decline reason of the bank. */
            failure_code?: string | null;
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: int32 */
            number: number;
            /**
             * @description `paid`, `declined`, `requires_action`, or for an amount that is too small `carried` or
             *     `waived`; `null` until Stripe has responded.
             */
            outcome?: string | null;
            /** Format: date-time */
            started_at: string;
        };
        /** @description An entry of the audit log: one action of an operator. */
        AuditEntryView: {
            /** @example spot.retire */
            action: string;
            /** @description `operator:<id>`, `worker`, or `command` for the command line. */
            actor: string;
            /** @description State after the action. */
            after?: Record<string, never> | null;
            /** Format: date-time */
            at: string;
            /** @description State before the action. */
            before?: Record<string, never> | null;
            /** Format: uuid */
            id: string;
            /** @description Reason given by the operator. */
            note?: string | null;
            /** @description Request id, as in the logs. */
            request_id?: string | null;
            /** Format: uuid */
            subject_id: string;
            /**
             * @description Type of the object of the action.
             * @example spot
             */
            subject_kind: string;
        };
        /** @description A page of the audit log, newest first. */
        AuditTrail: {
            entries: components["schemas"]["AuditEntryView"][];
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description Free spots by zone, or by cell of a grid; the other list is empty. */
        Availability: {
            cells: components["schemas"]["CellAvailability"][];
            zones: components["schemas"]["ZoneAvailability"][];
        };
        /** @description Balance and turnover of an account in a city in a month. */
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
             * @description Balance after the month: opening + debit − credit.
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
             * @description Balance before the month, in minor units.
             */
            opening_minor: number;
        };
        /** @description Measurements in a band. Rates are in minor units per hour. */
        BandEvidenceView: {
            /**
             * Format: int64
             * @description Time in which the spots were in service and not closed, summed over the spots.
             */
            available_seconds: number;
            /** @description Index in the document. */
            band: number;
            /**
             * Format: int64
             * @description Local days since the last change of the rate or the start of the first version, negative
             *     before a coming change; `null` if it is not known.
             */
            days_since_change?: number | null;
            /** Format: int64 */
            new_minor: number;
            /**
             * Format: int64
             * @description Occupancy in hundredths of a percent, rounded down; `null` if it cannot be computed.
             * @example 8250
             */
            occupancy_basis_points?: number | null;
            /**
             * Format: int64
             * @description Reserved time, summed over the spots.
             */
            occupied_seconds: number;
            /** Format: int64 */
            old_minor: number;
            /**
             * @description `raised`, `lowered`, `unchanged`, `at_ceiling`, `at_floor`, `too_soon` or
             *     `too_little_coverage`.
             * @example raised
             */
            outcome: string;
            /**
             * @description Days and times of the band.
             * @example Mon–Sat 8 AM–7 PM
             */
            times: string;
        };
        /** @description The latest command to open a barrier for a visit. */
        BarrierView: {
            /** Format: uuid */
            command_id: string;
            /** Format: date-time */
            expires_at: string;
            /**
             * @description Name of the lane.
             * @example Entrance
             */
            lane: string;
            /**
             * @description `issued`, `delivered` to the device, `opened`, `failed` or `expired`.
             * @example opened
             */
            state: string;
        };
        /**
         * @description The version of a tariff with the operator's own rates. Stays that are booked ahead have it while
         *     a version by a yield policy is in force.
         */
        BaseVersionView: {
            /**
             * Format: date-time
             * @description Time from which the version was in force at first.
             */
            effective_from: string;
            /**
             * Format: int32
             * @description Number of the version.
             */
            number: number;
            /**
             * @description The version in words.
             * @example At all times: $4.00 / h.
             */
            rules: string;
        };
        /** @description A driver who enters. */
        BeginVisit: {
            /**
             * @description Address of the driver's account.
             * @example ann@example.com
             */
            email: string;
            /**
             * @description Reason, for other operators.
             * @example the phone is broken
             */
            note: string;
            /** Format: uuid */
            site_id: string;
            /**
             * Format: uuid
             * @description One of the saved vehicles of the account; needed if it has several.
             */
            vehicle_id?: string | null;
        };
        /** @description A camera that reads plates at a lane. */
        CameraView: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            lane_id: string;
            /**
             * Format: date-time
             * @description Time of its latest reading; `null` if none is kept.
             */
            last_read_at?: string | null;
            /** @example Entrance camera */
            name: string;
            /**
             * Format: date-time
             * @description `null` while its address is valid.
             */
            revoked_at?: string | null;
            /**
             * @description `plate_recognizer`, `openalpr` or `genetec`.
             * @example plate_recognizer
             */
            vendor: string;
        };
        /** @description A camera with its address. */
        CameraWithUrl: {
            camera: components["schemas"]["CameraView"];
            /** @description Address of its webhook, which contains the secret. Shown only once. */
            url: string;
        };
        /** @description Parameters for Stripe's Payment Element to ask for a card. */
        CardSetUpView: {
            /** @description Client secret of the SetupIntent, used by Stripe.js. */
            client_secret: string;
            publishable_key: string;
            setup_intent_id: string;
            /**
             * @description Stripe's status of the SetupIntent: `requires_payment_method`, `requires_action` (the bank
             *     requires authentication) or `succeeded`.
             * @example requires_payment_method
             */
            status: string;
        };
        /** @description A card. */
        CardView: {
            /** @example visa */
            brand: string;
            /** @example 4242 */
            last4: string;
        };
        /** @description The spots of a cell that have the attributes of the search. */
        CellAvailability: {
            /**
             * Format: int32
             * @description Number of spots that are offered for the whole period.
             */
            free: number;
            from_price?: components["schemas"]["MoneyView"] | null;
            /**
             * Format: double
             * @description Latitude of the middle of the spots, in degrees.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude of the middle of the spots, in degrees.
             */
            lng: number;
            /**
             * Format: int32
             * @description Number of spots, free or not.
             */
            total: number;
        };
        /** @description A position in degrees. */
        Center: {
            /**
             * Format: double
             * @description Latitude.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude.
             */
            lng: number;
        };
        /** @description A proof-of-work challenge. */
        ChallengeView: {
            /**
             * Format: int32
             * @example 18
             */
            bits: number;
            /**
             * @description Find a solution of at most 20 characters such that the SHA-256 hash of `challenge:solution`
             *     begins with `bits` zero bits.
             */
            challenge: string;
            /**
             * Format: date-time
             * @description Time until which a solution is accepted.
             */
            expires_at: string;
        };
        /** @description The new address. */
        ChangeEmail: {
            /** @example ann@example.com */
            email: string;
        };
        ChangePassword: {
            /** @description 8 to 128 characters that are hard to guess. */
            new_password: string;
            password: string;
        };
        ChangePasswordCredentials: {
            /**
             * @description Email address of the token's user.
             * @example ann@example.com
             */
            email: string;
            /** @description 8 to 128 characters that are hard to guess. */
            new_password: string;
            new_password_confirmed: string;
            password: string;
        };
        /** @description A charge with its history. */
        ChargeHistory: {
            attempts: components["schemas"]["AttemptView"][];
            /**
             * Format: uuid
             * @description Later charge that contains the amount of this one, which was carried over.
             */
            carried_to?: string | null;
            /**
             * Format: date-time
             * @description Time at which a carried amount is waived unless a later charge has taken it over.
             */
            carried_until?: string | null;
            charge?: components["schemas"]["ChargeView"] | null;
            /** Format: uuid */
            city_id: string;
            disputes: components["schemas"]["DisputeView"][];
            /**
             * @description `stay`, `extension`, `overstay`, `no_show`, `late_cancellation`, `top_up`, `permit`,
             *     `subscription`, `invoice` or `carried_over`.
             * @example stay
             */
            kind: string;
            refunds: components["schemas"]["RefundView"][];
            /**
             * Format: uuid
             * @description `null` for a charge of another subject.
             */
            reservation_id?: string | null;
            stripe_payment_intent_id?: string | null;
            /**
             * Format: uuid
             * @description The wallet, permit, invoice or carried amount; `null` for a charge of a reservation.
             */
            subject_id?: string | null;
            /**
             * Format: uuid
             * @description User who owes a charge without a reservation.
             */
            user_id?: string | null;
        };
        /** @description A charge: of a stay, or of another kind. */
        ChargeView: {
            /** @description Price, with the amounts that were carried over from earlier stays. */
            amount: components["schemas"]["MoneyView"];
            /** @description Part of the amount that was carried over from earlier stays. */
            carried_over: components["schemas"]["MoneyView"];
            /** @description Human-readable reason for the failed collection. */
            failure?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description Of a reservation: `stay`, `extension`, `overstay`, `no_show`, `late_cancellation`. Of
             *     another subject: `top_up`, `permit`, `subscription`, `invoice`, `carried_over`.
             * @example stay
             */
            kind: string;
            /**
             * Format: date-time
             * @description Time of the next attempt after a decline.
             */
            next_attempt_at?: string | null;
            /** @description `true` if the driver has to pay the charge before reserving again. */
            overdue: boolean;
            /** @description Amount of failed refunds with no refund issued since. */
            refund_failed: components["schemas"]["MoneyView"];
            /** @description Amount refunded. */
            refunded: components["schemas"]["MoneyView"];
            /**
             * Format: int64
             * @description Billed time in seconds; 0 for a charge that is not for time.
             */
            seconds: number;
            /**
             * @description To be collected: `due`, `charging`, `unknown`, `retrying`. To be paid by the driver:
             *     `requires_action` (the bank requires authentication), `dunning`, `written_off`. Final:
             *     `paid`, `part_refunded`, `refunded`, `disputed`, `won`, `lost`. Nothing to pay: `carried`
             *     (too small to be charged, and added to the driver's next charge), `waived`, `zero`.
             * @example paid
             */
            state: string;
        };
        /** @description A page of charges, newest first. */
        Charges: {
            charges: components["schemas"]["ListedCharge"][];
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description The vehicle of a reservation. Give `vehicle_id` or `vehicle`. */
        ChooseVehicle: {
            vehicle?: components["schemas"]["VehicleBody"] | null;
            /**
             * Format: uuid
             * @description One of your saved vehicles.
             */
            vehicle_id?: string | null;
        };
        /** @description Choice of the card. */
        ChosenCard: {
            /**
             * Format: uuid
             * @description A saved card; if omitted, the browser asks for one.
             */
            card_id?: string | null;
        };
        /** @description The cities of the user, by name. */
        Cities: {
            cities: components["schemas"]["CityView"][];
        };
        /**
         * @description Live figures of a city. Each spot counts once, in this order of precedence: taken or held,
         *     retired, closed, free.
         */
        CityFiguresView: {
            /** @description Amount billed since midnight in the city. */
            billed_today: components["schemas"]["MoneyView"];
            /** Format: uuid */
            city_id: string;
            /**
             * Format: int64
             * @description Spots with an active closure.
             */
            closed: number;
            /** @description Amount collected since midnight in the city, for charges of any day. */
            collected_today: components["schemas"]["MoneyView"];
            /**
             * Format: int64
             * @description Spots that can be reserved now.
             */
            free: number;
            /**
             * Format: int64
             * @description Spots with an active hold.
             */
            held: number;
            name: string;
            /** @description Amount that drivers have been asked to pay and have not paid. */
            overdue: components["schemas"]["MoneyView"];
            /**
             * Format: int64
             * @description Number of overdue charges.
             */
            overdue_charges: number;
            /**
             * Format: int64
             * @description Spots that are out of service.
             */
            retired: number;
            /**
             * Format: int64
             * @description Spots with a stay in progress.
             */
            taken: number;
        };
        /** @description A city in which spots can be searched. */
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
        CityView: {
            /**
             * @description ISO 4217 currency of all rates and charges in the city.
             * @example USD
             */
            currency: string;
            /** Format: uuid */
            id: string;
            /** @example New York */
            name: string;
            /**
             * @description Short name for commands and URLs.
             * @example new-york
             */
            slug: string;
            /**
             * @description IANA time zone.
             * @example America/New_York
             */
            time_zone: string;
        };
        /** @description Reservations transferred from the guest to the account. */
        ClaimedReservations: {
            reservations: components["schemas"]["ReservationView"][];
        };
        ClosureView: {
            /** @description Principal that created the closure. */
            actor: string;
            /** Format: uuid */
            city_id: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Time of an early end, from which the closure blocks nothing; `null` if it was not ended
             *     early.
             */
            ended_at?: string | null;
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            id: string;
            reason: string;
            /**
             * Format: uuid
             * @description The closed spot; `null` for the closure of a zone.
             */
            spot_id?: string | null;
            /** Format: date-time */
            starts_at: string;
            /**
             * Format: uuid
             * @description The closed zone; `null` for the closure of a spot.
             */
            zone_id?: string | null;
        };
        /** @description A page of closures, newest first. */
        Closures: {
            closures: components["schemas"]["ClosureView"][];
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A code, as the caller can use it. */
        CodeView: {
            /**
             * @description `entrance`, `exit` or `spot`.
             * @example entrance
             */
            kind: string;
            lane?: components["schemas"]["LaneRef"] | null;
            /**
             * @description `code`, `words` or `nfc`.
             * @example code
             */
            means: string;
            /**
             * @description The next step before the caller can use the code: `sign_in`, `card`, `vehicle` (one of
             *     several must be chosen, or one added), `position`, `reservation` or `payment` (of an overdue
             *     charge); `null` if nothing is known to be missing.
             * @example card
             */
            needs?: string | null;
            open_visit?: components["schemas"]["VisitView"] | null;
            /** @description `true` if that visit is at another site. */
            other_site: boolean;
            /**
             * @description With `payment`, the charges to pay first, each with the address of its payment page; else
             *     empty.
             */
            overdue: components["schemas"]["OverdueView"][];
            /**
             * @description The tariff in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules: string;
            site: components["schemas"]["SiteListItem"];
            spot?: components["schemas"]["SpotRef"] | null;
            /** @description Saved vehicles of the caller, the oldest first. */
            vehicles: components["schemas"]["VehicleView"][];
        };
        /** @description A command to open a barrier. */
        CommandView: {
            /**
             * @description Driver, device, camera or user of the console.
             * @example operator:0198c5a2-7b30-7c4e-9d2f-1a2b3c4d5e6f
             */
            actor: string;
            /**
             * Format: date-time
             * @description The barrier must not be opened later.
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            issued_at: string;
            /**
             * @description Name of the lane.
             * @example Entrance
             */
            lane: string;
            /** @example the driver has called */
            reason: string;
            /**
             * @description `issued`, `delivered` to the device, `opened`, `failed` or `expired`.
             * @example opened
             */
            state: string;
            /**
             * Format: uuid
             * @description `null` for a command of an operator.
             */
            visit_id?: string | null;
        };
        /** @description Public configuration of the site. */
        ConfigurationView: {
            /** @description All cities, by name. */
            cities: components["schemas"]["CityOnMap"][];
            email_confirmation: components["schemas"]["EmailConfirmation"];
            /** @description Attribution of addresses and landmarks, to show on the map; `null` without a geocoder. */
            geocoder_attribution?: string | null;
            human_check: components["schemas"]["HumanCheckKind"];
            /** @description Attribution to show on the map. */
            map_attribution?: string | null;
            /** @description The same for the dark theme; `null` if `map_style_url` is for both. */
            map_style_dark_url?: string | null;
            /** @description URL of a MapLibre style or a PMTiles file; `null` for a map without a background. */
            map_style_url?: string | null;
            /**
             * Format: int64
             * @description Time after the start of a stay during which the spot can be reported as taken, in seconds.
             * @example 900
             */
            report_taken_seconds: number;
            /**
             * @description URL of Stripe.js.
             * @example https://js.stripe.com/v3/
             */
            stripe_js_url: string;
            stripe_mode: components["schemas"]["StripeMode"];
            /**
             * @description Stripe publishable key.
             * @example pk_test_51
             */
            stripe_publishable_key: string;
            /**
             * Format: int64
             * @description Maximum stay of a guest whose address is not verified, in seconds.
             * @example 14400
             */
            unverified_max_stay_seconds: number;
        };
        /** @description Options for the card. */
        ConfirmBody: {
            /** @description Save the card for later reservations; only with an account. */
            save_card?: boolean;
            /** @description SetupIntent of a card that replaces the current one; only for a confirmed reservation. */
            setup_intent_id?: string | null;
        };
        /** @description Token of the link, or code: give exactly one. */
        ConfirmEmail: {
            /**
             * @description 6-digit code. Requires the bearer token of the sign-up, of the account or of the guest.
             * @example 123456
             */
            code?: string | null;
            /** @description New password of the account, only with `token`: 8 to 128 characters, not easy to guess. */
            password?: string | null;
            /**
             * @description Text after `#token=` in the link. For a sign-up or an account, also send its bearer token or
             *     `password`.
             */
            token?: string | null;
        };
        /** @description Result of the verification. */
        ConfirmedEmail: {
            /** @description Bearer token that grants access to the reservation. */
            manage_token?: string | null;
            reservation?: components["schemas"]["ReservationView"] | null;
            session?: components["schemas"]["SessionView"] | null;
            user?: components["schemas"]["UserView"] | null;
        };
        /** @description A camera to create. */
        CreateCamera: {
            /**
             * Format: uuid
             * @description A lane of the site.
             */
            lane_id: string;
            /** @example Entrance camera */
            name: string;
            /**
             * @description `plate_recognizer`, `openalpr` (also Rekor Scout) or `genetec` (SharpV).
             * @example plate_recognizer
             */
            vendor: string;
        };
        /** @description A city to create. */
        CreateCity: {
            /**
             * @description ISO 4217: `CAD`, `EUR`, `GBP`, `JPY` or `USD`.
             * @example USD
             */
            currency: string;
            /** @example New York */
            name: string;
            /**
             * @description Words of lower-case letters and digits, separated by `-`.
             * @example new-york
             */
            slug: string;
            /**
             * @description IANA time zone.
             * @example America/New_York
             */
            time_zone: string;
        };
        /** @description A closure to create: give `spot_id` or `zone_id`. */
        CreateClosure: {
            /** Format: date-time */
            ends_at: string;
            /**
             * @description Reason, for other operators.
             * @example street works
             */
            reason: string;
            /** Format: uuid */
            spot_id?: string | null;
            /**
             * Format: date-time
             * @description Start; defaults to now.
             */
            starts_at?: string | null;
            /** Format: uuid */
            zone_id?: string | null;
        };
        /** @description A device to create. */
        CreateDevice: {
            /**
             * @description `gateway` or `screen`.
             * @example gateway
             */
            kind: string;
            /** @example Entrance gateway */
            name: string;
        };
        /** @description An extension to price. */
        CreateExtensionQuote: {
            /**
             * Format: date-time
             * @description The new end.
             */
            ends_at: string;
        };
        /** @description A lane to create. */
        CreateLane: {
            /**
             * @description `in`, `out` or `both`.
             * @example in
             */
            direction: string;
            /**
             * Format: uuid
             * @description The gateway of the site that opens the barrier; without a barrier it is omitted.
             */
            gateway_id?: string | null;
            /** @example Entrance */
            name: string;
        };
        /** @description The vehicle of a pass. */
        CreatePass: {
            /**
             * Format: uuid
             * @description One of your saved vehicles; needed if you have several.
             */
            vehicle_id?: string | null;
        };
        /** @description A stay to price. Give `ends_at` or `duration_seconds`. */
        CreateQuote: {
            /**
             * Format: int32
             * @description Alternative to `ends_at`.
             * @example 3600
             */
            duration_seconds?: number | null;
            /**
             * Format: date-time
             * @description End: 5 minutes to 24 hours after the start, unless the place has other terms.
             */
            ends_at?: string | null;
            /** Format: uuid */
            spot_id: string;
            /**
             * Format: date-time
             * @description Start, by default at most 14 days ahead; defaults to now.
             */
            starts_at?: string | null;
            /**
             * @description `car` (default), `motorcycle`, `scooter`, `van` or `truck`.
             * @example car
             */
            vehicle_class?: string | null;
            /**
             * Format: uuid
             * @description Alternative to `vehicle_class`: one of your saved vehicles.
             */
            vehicle_id?: string | null;
        };
        /** @description Vehicles that an operator has counted. */
        CreateRecount: {
            /**
             * Format: int32
             * @description Number of vehicles, 0 to 100,000.
             * @example 31
             */
            counted: number;
            /**
             * @description Reason, for other operators.
             * @example a barrier was open at night
             */
            note: string;
            /**
             * Format: uuid
             * @description A level or area of the site; by default the whole site.
             */
            zone_id?: string | null;
        };
        /**
         * @description A refund to issue. Without `amount_minor` and `unused_from`, the whole remaining amount is
         *     refunded.
         */
        CreateRefund: {
            /**
             * Format: int64
             * @description Amount in minor units.
             */
            amount_minor?: number | null;
            /** @description Explanation for other operators. */
            note: string;
            /**
             * @description `revoked`, `goodwill`, `duplicate` or `mistake`.
             * @example goodwill
             */
            reason: string;
            /**
             * Format: int32
             * @description Number of refunds of the charge known to the client. Makes the request idempotent: a
             *     repeated request issues one refund.
             * @example 0
             */
            seen: number;
            /**
             * Format: date-time
             * @description Alternative to `amount_minor`: refunds the cost of the stay from this instant on.
             */
            unused_from?: string | null;
        };
        /** @description A hold to place. Give `ends_at`, `duration_seconds` or `quote_id`. */
        CreateReservation: {
            /**
             * Format: uuid
             * @description Saved card to set up; the reservation is then confirmed at once. If the bank requires
             *     authentication, `card_setup` contains the parameters for it.
             */
            card_id?: string | null;
            /**
             * Format: int32
             * @description Alternative to `ends_at`.
             * @example 3600
             */
            duration_seconds?: number | null;
            /**
             * @description Email address of a guest; not needed when signed in.
             * @example ann@example.com
             */
            email?: string | null;
            /**
             * Format: date-time
             * @description End: 5 minutes to 24 hours after the start, unless the place has other terms.
             */
            ends_at?: string | null;
            /**
             * @description `card` (default), or `none` for a stay that costs nothing: the hold is then confirmed
             *     without a card, once the address is verified. `wallet`, `permit` and `invoice` are refused
             *     with `payment_source_unavailable`.
             * @example card
             */
            payment_source?: string | null;
            /**
             * Format: uuid
             * @description Quote to accept: the stay has its class, its end and its rules, and costs at most its total.
             *     It starts when the quote does, or now if that is later.
             */
            quote_id?: string | null;
            /**
             * Format: int32
             * @description Expected rate in minor units per hour: refuse the request if the rate has changed. A reduced
             *     rate may be lower.
             */
            rate_minor_per_hour?: number | null;
            /** Format: uuid */
            spot_id: string;
            /**
             * Format: date-time
             * @description Start, by default at most 14 days ahead; defaults to now.
             */
            starts_at?: string | null;
            /**
             * Format: int64
             * @description Price of the stay that you displayed, in minor units: refuse the request if it costs more.
             * @example 450
             */
            total_minor?: number | null;
            vehicle?: components["schemas"]["VehicleBody"] | null;
            /**
             * Format: uuid
             * @description One of your saved vehicles.
             */
            vehicle_id?: string | null;
        };
        /** @description A role to grant. */
        CreateRoleGrant: {
            /**
             * Format: uuid
             * @description City in which the role applies; everywhere if omitted.
             */
            city_id?: string | null;
            /**
             * @description Address of an account.
             * @example ann@example.com
             */
            email: string;
            /**
             * @description Reason, for other admins.
             * @example new member of the team
             */
            note: string;
            /**
             * @description `admin`, `operator`, `officer`, `technician` or `analyst`.
             * @example operator
             */
            role: string;
            /**
             * Format: uuid
             * @description Site of the city; the whole city if omitted.
             */
            site_id?: string | null;
        };
        /** @description A site to create. */
        CreateSite: {
            /** @description `public` (default), or `members` if only members of organizations may reserve. */
            access?: string | null;
            address?: string | null;
            /** @description Instructions for drivers on their way; may have several lines. */
            arrival_instructions?: string | null;
            /** @description Ring of 3 to 500 different positions, each `[lng, lat]`. */
            boundary?: number[][] | null;
            /** Format: uuid */
            city_id: string;
            /** @description Person or office, as free text. */
            contact?: string | null;
            country?: string | null;
            /** @description `open` (default), `barrier`, `code`, `plate` or `attendant`. */
            entry_mode?: string | null;
            /** @description Instructions for drivers when no spot is free; may have several lines. */
            full_instructions?: string | null;
            /**
             * @description `lot`, `garage`, `depot` or `yard`.
             * @example garage
             */
            kind: string;
            /**
             * Format: double
             * @example 40.7536
             */
            lat: number;
            /**
             * Format: double
             * @example -73.9832
             */
            lng: number;
            /** @example Bryant Park Garage */
            name: string;
            postcode?: string | null;
            region?: string | null;
            /** @description Identifier in imports; generated if omitted. */
            source_ref?: string | null;
        };
        /** @description A spot to create. */
        CreateSpot: {
            /** @description `accessible`, `charger`, `motorcycle`, `permit_only`, `scooter`, `wide`. */
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
             * @description Hourly rate in minor units of the city's currency.
             * @example 450
             */
            rate_minor_per_hour: number;
            /** @description Identifier in imports; generated if omitted. */
            source_ref?: string | null;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description A tariff to create. */
        CreateTariff: {
            /** Format: uuid */
            city_id: string;
            /**
             * @description Unique in the city.
             * @example Midtown meters
             */
            name: string;
        };
        /** @description An arrival: give `code`, `words` or `nfc`. */
        CreateVisit: {
            /**
             * Format: uuid
             * @description Random id of the app's installation. One vehicle at a time enters with an installation.
             */
            app_device: string;
            /**
             * Format: uuid
             * @description Saved card to charge; by default your default card.
             */
            card_id?: string | null;
            /** @description Content of a scanned code: the part of its address behind `/go/`. */
            code?: string | null;
            nfc?: components["schemas"]["TagMessage"] | null;
            position?: components["schemas"]["PositionBody"] | null;
            /**
             * Format: uuid
             * @description Reservation to use; by default one of yours at the site that has begun or begins within ten
             *     minutes.
             */
            reservation_id?: string | null;
            /**
             * Format: uuid
             * @description One of your saved vehicles; needed if you have several, and where the entrance reads plates.
             */
            vehicle_id?: string | null;
            /**
             * @description The three words below a code, in any spelling.
             * @example maple river stone
             */
            words?: string | null;
        };
        /** @description A zone to create. */
        CreateZone: {
            /** @description Ring of 3 to 500 different positions, each `[lng, lat]`. */
            boundary?: number[][] | null;
            /** Format: uuid */
            city_id: string;
            from_street?: string | null;
            /** @description Level in a garage, such as `2` or `P1`. */
            level?: string | null;
            /** @description Kerb: 2 to 500 positions, each `[lng, lat]`. Required without a boundary. */
            line?: number[][] | null;
            /** @description `N`, `NE`, `E`, `SE`, `S`, `SW`, `W`, `NW`, `M` or `unknown`. */
            side?: string | null;
            /**
             * Format: uuid
             * @description Site of the zone, in the same city; omitted for a street.
             */
            site_id?: string | null;
            /**
             * @description Identifier in imports.
             * @example w43-n
             */
            source_ref: string;
            /**
             * @description Street; for a zone of a site, the name that drivers see.
             * @example West 43 Street
             */
            street: string;
            to_street?: string | null;
        };
        /** @description A closure with the reservations that it revoked. */
        CreatedClosure: {
            closure: components["schemas"]["ClosureView"];
            displaced: components["schemas"]["Displaced"][];
        };
        CreatedReservation: {
            card_setup?: components["schemas"]["CardSetUpView"] | null;
            /** @description Bearer token that grants a guest access to this reservation. It is also in the mail. */
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
             * @description Amount billed on the day.
             */
            billed_minor: number;
            /**
             * Format: int64
             * @description Amount collected on the day, for charges of any day.
             */
            collected_minor: number;
            /** Format: date */
            date: string;
            /**
             * Format: int64
             * @description Spots in service for at least a part of the day.
             */
            in_service_spots: number;
            /**
             * Format: double
             * @description Share of the time of those spots that was reserved, 0 to 1.
             * @example 0.42
             */
            occupancy: number;
            /**
             * Format: int64
             * @description Amount refunded on the day, less failed refunds.
             */
            refunded_minor: number;
            /**
             * Format: int64
             * @description Stays that started on the day.
             */
            reservations: number;
            /**
             * Format: int64
             * @description Total reserved time of all spots, in seconds. A stay over midnight is split between the
             *     days.
             */
            reserved_seconds: number;
        };
        /** @description A decision about a reading. */
        DecidePlateRead: {
            /**
             * @description `admit` or `dismiss`.
             * @example admit
             */
            decision: string;
            /**
             * @description Address of the account to admit.
             * @example ann@example.com
             */
            email?: string | null;
            /**
             * @description Reason, for other operators.
             * @example the plate is dirty
             */
            note: string;
            /**
             * Format: uuid
             * @description The reservation to admit; by default the proposed one.
             */
            reservation_id?: string | null;
        };
        /** @description A code to show. */
        DeviceCodeView: {
            /** @description The code as an SVG image without scripts. */
            svg: string;
            /** @description Content of the code. */
            url: string;
            /**
             * Format: date-time
             * @description The next code is due then. This one is accepted for 30 seconds more.
             */
            valid_until: string;
        };
        /** @description A command to open the barrier of a lane. */
        DeviceCommandView: {
            /**
             * Format: date-time
             * @description The barrier must not be opened later.
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            issued_at: string;
            /**
             * @description `open`; a device ignores other kinds.
             * @example open
             */
            kind: string;
            /** Format: uuid */
            lane_id: string;
            /**
             * @description Repeated in the outcome: 16 bytes in base64url without padding.
             * @example q83vEjRWeJCrze8SNFZ4kA
             */
            nonce: string;
        };
        /** @description The commands that a device has to execute. */
        DeviceCommands: {
            /** @description The oldest first. */
            commands: components["schemas"]["DeviceCommandView"][];
            /**
             * Format: date-time
             * @description Time of this service.
             */
            now: string;
        };
        /** @description A lane of a device. */
        DeviceLaneView: {
            /**
             * @description `in`, `out` or `both`.
             * @example in
             */
            direction: string;
            /** Format: uuid */
            id: string;
            /** @example Entrance */
            name: string;
        };
        /** @description A gateway at barriers, or a screen that shows a code. */
        DeviceView: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description `true` if the device has sent a request in the last minute. */
            is_online: boolean;
            /**
             * @description `gateway` or `screen`.
             * @example gateway
             */
            kind: string;
            /**
             * Format: date-time
             * @description `null` before its first request.
             */
            last_seen_at?: string | null;
            /** @example Entrance gateway */
            name: string;
            /**
             * Format: date-time
             * @description `null` while its key is valid.
             */
            revoked_at?: string | null;
        };
        /** @description A device with its key. */
        DeviceWithKey: {
            device: components["schemas"]["DeviceView"];
            /** @description Shown only once. */
            key: string;
        };
        /** @description A reservation revoked by a closure. */
        Displaced: {
            reseat?: components["schemas"]["ReservationView"] | null;
            /** @description The revoked reservation. The driver is not charged and is notified. */
            reservation: components["schemas"]["ReservationView"];
        };
        /** @description A dispute (chargeback) opened by the driver's bank. */
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
        /** @description A past period to measure, at most a year long. */
        DraftTariffVersion: {
            /** Format: date-time */
            from: string;
            /**
             * Format: date-time
             * @description Exclusive; not in the future.
             */
            to: string;
        };
        /** @description Terms that apply at a place. */
        EffectiveTerms: {
            accessible_at_base_rate: boolean;
            /** @example implicit */
            arrival_mode: string;
            /** Format: int64 */
            buffer_seconds: number;
            /** Format: int64 */
            grace_seconds: number;
            guests_allowed: boolean;
            /** Format: int64 */
            hold_seconds: number;
            /** Format: int64 */
            max_lead_seconds: number;
            /** Format: int64 */
            max_stay_seconds: number;
            /** Format: int64 */
            min_stay_seconds: number;
            /** Format: int64 */
            no_show_seconds: number;
            /** @example postpaid */
            payment_mode: string;
            /**
             * Format: int32
             * @description Highest rate per hour of drivers with a reduced-rate permit, in minor units; `null` for no
             *     limit.
             */
            reduced_rate_cap_minor?: number | null;
            /** Format: int32 */
            reservable_percent: number;
        };
        /**
         * @description Requirement for drivers to verify their address before they reserve.
         * @enum {string}
         */
        EmailConfirmation: "required" | "optional";
        /** @description The end of a visit. */
        EndVisit: {
            /**
             * Format: date-time
             * @description Time of the departure, between arrival and now; by default now.
             */
            at?: string | null;
            /**
             * @description Reason in words, for other operators.
             * @example the phone is broken
             */
            note: string;
            /**
             * @description `operator`, `lost_ticket`, or `reset`, so that the vehicle may enter again.
             * @example lost_ticket
             */
            reason: string;
        };
        /** @description An NTAG 424 DNA tag with its keys, which are stored encrypted and never shown again. */
        EnrolTag: {
            /** @description AES key that authenticates the message (`SDMFileReadKey`): 32 hexadecimal digits. */
            file_key: string;
            /** @description AES key that encrypts UID and counter (`SDMMetaReadKey`): 32 hexadecimal digits. */
            meta_key: string;
            /**
             * @description 14 hexadecimal digits.
             * @example 04A1B2C3D4E5F6
             */
            uid: string;
        };
        /** @description An enrolled tag. */
        EnrolledTagView: {
            /** Format: uuid */
            id: string;
            /**
             * @description 14 hexadecimal digits.
             * @example 04A1B2C3D4E5F6
             */
            uid: string;
            /**
             * @description Address to write to the tag, which replaces `{e}` by the 32 digits of the encrypted UID and
             *     counter, and `{c}` by the 16 digits of the code over an empty message.
             * @example https://curbhold.example/go/nfc?t=0198c5a2-…&e={e}&c={c}
             */
            url: string;
        };
        /** @description A code at an entrance, an exit or a spot of a site. */
        EntryCodeView: {
            /** Format: date-time */
            created_at: string;
            /** @description `operator:<id>`. */
            created_by: string;
            /** Format: uuid */
            id: string;
            /** @description Shown on a screen, with a new address every 30 seconds. */
            is_rotating: boolean;
            /**
             * @description `entrance`, `exit` or `spot`.
             * @example entrance
             */
            kind: string;
            /**
             * @description Name of the lane whose barrier the code opens; `null` without a barrier.
             * @example Entrance
             */
            lane?: string | null;
            /**
             * Format: date-time
             * @description `null` while the code is active.
             */
            revoked_at?: string | null;
            revoked_reason?: string | null;
            /**
             * Format: int32
             * @description Number of the code at its place; reissuing increases it.
             */
            serial: number;
            /** @description Label of the spot; only with `spot`. */
            spot?: string | null;
            /** @description NFC tags with secure dynamic messages, newest first. */
            tags: components["schemas"]["NfcTagView"][];
            /** @description Address in the code; `null` if the code is rotating or revoked, or if no key is configured. */
            url?: string | null;
            /**
             * @description Three words, for drivers who cannot scan the code.
             * @example maple-river-stone
             */
            words: string;
        };
        /** @description The codes of a site. */
        EntryCodes: {
            /** @description Active codes first, newest first. */
            codes: components["schemas"]["EntryCodeView"][];
        };
        /** @description A lane with what its barrier was told last. */
        EquipmentLaneView: components["schemas"]["LaneView"] & {
            last_command?: components["schemas"]["CommandView"] | null;
        };
        /** @description The equipment of a site, also what is retired or revoked. */
        EquipmentView: {
            cameras: components["schemas"]["CameraView"][];
            devices: components["schemas"]["DeviceView"][];
            lanes: components["schemas"]["EquipmentLaneView"][];
        };
        /** @description A guest to erase. */
        EraseGuest: {
            /** @example ann@example.com */
            email: string;
            /**
             * @description Reason, for other operators. Do not name the driver.
             * @example asked for by mail
             */
            note: string;
        };
        /** @description The result of an event. */
        EventOutcomeView: {
            /**
             * @description `entered`, `left`, `repeated` (the visit was known), `recorded`, `refused` (the vehicle has
             *     no visit) or `ignored`.
             * @example entered
             */
            outcome: string;
            /** Format: int64 */
            sequence: number;
            /** Format: uuid */
            visit_id?: string | null;
        };
        /** @description The outcome of each event. */
        EventOutcomes: {
            outcomes: components["schemas"]["EventOutcomeView"][];
        };
        /**
         * @description Measurements of a period, and the rates that follow from them. The occupancy of a band is
         *     `occupied_seconds` / (`available_seconds` × `coverage_percent` / 100).
         */
        EvidenceView: {
            /** @description Bands with a rate, in order. */
            bands: components["schemas"]["BandEvidenceView"][];
            /**
             * Format: int32
             * @description Share of the parked vehicles that reserve, as the operator measured it.
             */
            coverage_percent: number;
            /** Format: date-time */
            from: string;
            policy: components["schemas"]["OccupancyPolicyView"];
            /**
             * Format: date-time
             * @description Exclusive.
             */
            to: string;
            /**
             * Format: int32
             * @description Number of the version whose rates were changed.
             */
            version: number;
            zones: components["schemas"]["ZoneEvidenceView"][];
        };
        /**
         * @description Expected stays and revenue under the document, if demand follows the elasticity: each stay
         *     counts `1 + elasticity × (after - before) / before` times, at least 0 times; a free stay once.
         */
        ExpectedFigures: {
            /** Format: int64 */
            revenue_minor: number;
            /**
             * Format: double
             * @description Number of stays, rounded to hundredths.
             * @example 92.5
             */
            stays: number;
        };
        /** @description The price of added time until it expires, and that of the whole stay. */
        ExtensionQuoteView: components["schemas"]["QuoteView"] & {
            /** @description Price of the whole stay with the added time. */
            estimate: components["schemas"]["MoneyView"];
            /**
             * Format: date-time
             * @description Latest possible end before the next reservation of the spot; `null` if there is none.
             */
            latest_end?: string | null;
        };
        /** @description Quote for a new end. */
        ExtensionView: {
            /** @description Price of the added time. */
            added: components["schemas"]["MoneyView"];
            /** Format: date-time */
            ends_at: string;
            /** @description Price of the whole period. */
            estimate: components["schemas"]["MoneyView"];
            /**
             * Format: date-time
             * @description Latest possible end before the next reservation of the spot; `null` if there is none.
             */
            latest_end?: string | null;
            /**
             * @description First price per hour of the added time. Send it with the extension, which is then refused if
             *     the rate has changed.
             */
            rate: components["schemas"]["MoneyView"];
        };
        /** @description A place to keep. */
        FavoriteBody: {
            /**
             * @description Second line, such as the city, of at most 500 characters.
             * @example New York
             */
            detail?: string | null;
            /**
             * Format: double
             * @description Degrees north.
             * @example 40.7543
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east.
             * @example -73.9884
             */
            lng: number;
            /**
             * @description One line of 1 to 500 characters.
             * @example West 43 Street
             */
            name: string;
        };
        /** @description A place that the user has kept. */
        FavoriteView: {
            /** Format: date-time */
            created_at: string;
            /**
             * @description Second line, such as the city; `null` for none.
             * @example New York
             */
            detail?: string | null;
            /** Format: uuid */
            id: string;
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
            /** @example West 43 Street */
            name: string;
        };
        /** @description Favorites, the oldest first. */
        Favorites: {
            favorites: components["schemas"]["FavoriteView"][];
        };
        /** @description An invalid field. */
        FieldProblem: {
            /** @description Stable identifier of the error. */
            code: string;
            /** @description Description of the allowed values. */
            detail: string;
            /** @description Name without the slash. Deprecated: use `pointer`. */
            field: string;
            /** @description JSON Pointer to the member of the body; for a query parameter, its name after a slash. */
            pointer: string;
        };
        /** @description Live figures. */
        Figures: {
            /** Format: date-time */
            at: string;
            /** @description Cities in which the user may see figures. */
            cities: components["schemas"]["CityFiguresView"][];
            /**
             * Format: int64
             * @description Charges of these cities with a failed refund and no refund issued since.
             */
            failed_refunds: number;
            jobs?: components["schemas"]["JobFiguresView"] | null;
            /**
             * @description Stripe errors of the last 30 minutes that need an operator; empty without the permission
             *     `view_reconciliations`.
             */
            stripe_alarms: components["schemas"]["StripeAlarmView"][];
        };
        /** @description A page of reservations, newest first. */
        FoundReservations: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            reservations: components["schemas"]["ReservationView"][];
        };
        /** @description A page of visits, newest first. */
        FoundVisits: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            visits: components["schemas"]["AdminVisitView"][];
        };
        /** @description A spot that is free for the whole period. */
        FreeSpotView: {
            attributes: string[];
            /**
             * Format: double
             * @description Great-circle distance, in the requested unit.
             */
            distance: number;
            /** @description Hours in which parking is charged, in the format of the source. */
            hours?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description Label at the kerb.
             * @example B14
             */
            label: string;
            /**
             * Format: double
             * @description Latitude in degrees.
             */
            lat: number;
            /**
             * Format: date-time
             * @description Latest end that the tariff allows for a stay from the start of the period; `null` if the
             *     tariff does not limit it.
             */
            latest_end?: string | null;
            /**
             * Format: double
             * @description Longitude in degrees.
             */
            lng: number;
            /** @description `true` if the position is derived from that of a pay station. */
            position_assumed: boolean;
            /** @description Price of the whole period. */
            price: components["schemas"]["MoneyView"];
            /** @description Flat rate per hour, which holds while no tariff is posted. */
            rate: components["schemas"]["MoneyView"];
            /**
             * @description The tariff in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules: string;
            /**
             * Format: uuid
             * @description The garage or lot of the zone; `null` on the street.
             */
            site_id?: string | null;
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
             * @description Age of the result in milliseconds; changes committed after that may be missing.
             */
            age_ms: number;
            /**
             * Format: date-time
             * @description Start of the period.
             */
            from: string;
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            /**
             * @description On the first page: up to ten free spots among these whose tariff refuses the period, nearest
             *     first.
             */
            refused: components["schemas"]["RefusedSpotView"][];
            spots: components["schemas"]["FreeSpotView"][];
            /**
             * Format: date-time
             * @description End of the period.
             */
            to: string;
            /** @description Unit of the distances: `m`, `km` or `mi`. */
            unit: string;
        };
        /** @description A permit to grant. */
        GrantReducedRatePermit: {
            /**
             * @description Address of the driver's account.
             * @example ann@example.com
             */
            email: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            ends_at: string;
            /**
             * @description The operator's own number of the permit: one line of 1 to 200 characters. It is erased with
             *     the driver's data.
             * @example 2026-1047
             */
            reference: string;
            /**
             * Format: date-time
             * @description Start, at most two years ahead; defaults to now.
             */
            starts_at?: string | null;
        };
        /** @description The count of a guard-rail. */
        GuardRailFigures: {
            /** Format: int64 */
            count: number;
            /**
             * @description `accessible_at_base_rate`: holds and extensions on accessible spots that have the base rate
             *     instead of a higher one. `reservable_percent`: refused holds and extensions of stays that
             *     begin later. `reduced_rate_cap`: holds and extensions whose price the cap lowered.
             * @example reservable_percent
             */
            guard_rail: string;
            /** @description The zones with a count, highest first. */
            zones: components["schemas"]["GuardRailZone"][];
        };
        /** @description Counts of prices and reservations that the guard-rails of a city and its sites limited. */
        GuardRailReport: {
            /**
             * Format: date
             * @description First day, in the time zone of the city.
             */
            from: string;
            guard_rails: components["schemas"]["GuardRailFigures"][];
            /**
             * Format: date
             * @description Last day.
             */
            to: string;
        };
        /** @description The count of a guard-rail in a zone. */
        GuardRailZone: {
            /** Format: int64 */
            count: number;
            /** @example West 43 Street */
            street: string;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description Liveness response. */
        Health: {
            /** @example ok */
            status: string;
        };
        History: {
            /** Format: uuid */
            city_id: string;
            /**
             * @description ISO 4217 currency of all amounts, which are in minor units.
             * @example USD
             */
            currency: string;
            /** @description Every day from `from` to `to`. */
            days: components["schemas"]["DayView"][];
            /** Format: date */
            from: string;
            /** @description IANA time zone in which the days are counted. */
            time_zone: string;
            /** Format: date */
            to: string;
        };
        /**
         * @description Human check required for holds of drivers whose address is not verified.
         * @enum {string}
         */
        HumanCheckKind: "off" | "proof_of_work";
        /** @description Numbers of added, changed and unchanged records. */
        ImportCounts: {
            added: number;
            changed: number;
            unchanged: number;
        };
        /** @description Result of an import. */
        ImportReport: {
            /** @description `true` if nothing was written. */
            dry_run: boolean;
            /** @description Number of row errors; 0 for a file that was imported. */
            error_count: number;
            /**
             * @description The first 200 errors. `field` is the line and the column (CSV), or the feature and the
             *     property (GeoJSON).
             */
            errors: components["schemas"]["FieldProblem"][];
            /** @description Spots of the file that are out of service. */
            retired: number;
            /** @description Rows (CSV) or features (GeoJSON) of the file. */
            rows: number;
            sites: components["schemas"]["ImportCounts"];
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
             * @description Number of records that are written or unchanged so far.
             */
            done: number;
            /** @description Reason for a failure; batches written before it stay. */
            error?: string | null;
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: uuid */
            id: string;
            /** @description Spots of the file that are out of service. */
            retired: number;
            /** @description Rows (CSV) or features (GeoJSON) of the file. */
            rows: number;
            sites: components["schemas"]["ImportCounts"];
            spots: components["schemas"]["ImportCounts"];
            /**
             * @description `running`, `done`, `failed`, or `interrupted`: import the same file again to complete it.
             * @example running
             */
            state: string;
            /**
             * Format: int32
             * @description Sites, zones and spots of the file.
             */
            total: number;
            /**
             * Format: date-time
             * @description Time of the last written batch.
             */
            updated_at: string;
            zones: components["schemas"]["ImportCounts"];
        };
        /** @description An event at a site that an operator should look at. */
        IncidentView: {
            /**
             * Format: date-time
             * @description Time of the event, which may be before its report.
             */
            at: string;
            detail: string;
            /** Format: uuid */
            id: string;
            /**
             * @description `passback`, `exit_without_visit`, `entered_when_full`, `spot_occupied`,
             *     `entered_offline_refused`, `barrier_forced`, `barrier_fault`, `clock_wrong`,
             *     `left_before_end` or `left_after_end`.
             * @example exit_without_visit
             */
            kind: string;
            /**
             * @description Name of the lane.
             * @example Exit
             */
            lane?: string | null;
            /**
             * Format: date-time
             * @description `null` while it is open.
             */
            resolved_at?: string | null;
            /** @description User of the console; `null` while it is open. */
            resolved_by?: string | null;
            /** Format: uuid */
            visit_id?: string | null;
        };
        /** @description A page of incidents, newest first. */
        Incidents: {
            incidents: components["schemas"]["IncidentView"][];
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A code to issue. */
        IssueCode: {
            /** @description For a screen; not with `spot`. Default: `false`. */
            is_rotating?: boolean | null;
            /**
             * @description `entrance`, `exit` or `spot`.
             * @example entrance
             */
            kind: string;
            /**
             * Format: uuid
             * @description Lane in service of the same direction, whose barrier the code opens; not with `spot`.
             */
            lane_id?: string | null;
            /**
             * Format: uuid
             * @description Spot in service of the site; required with `spot`, and only allowed then.
             */
            spot_id?: string | null;
        };
        /** @description Live figures of the job queue. */
        JobFiguresView: {
            /**
             * Format: int64
             * @description Jobs that exhausted their attempts and need an operator.
             */
            dead: number;
            /**
             * Format: int64
             * @description Jobs whose scheduled time has passed and that have not started.
             */
            due: number;
            /**
             * Format: int64
             * @description Age of the oldest due job, in seconds; 0 if there is none.
             */
            lag_seconds: number;
            /**
             * Format: int64
             * @description Jobs that failed and will be retried.
             */
            retrying: number;
        };
        /** @description Result of a finished job. */
        JobResultView: {
            /**
             * Format: date-time
             * @description Time at which the job finished.
             */
            at: string;
            /** @example charge.collect */
            kind: string;
            /**
             * @description `done`, `discarded` or `dead`.
             * @example done
             */
            outcome: string;
            source: components["schemas"]["ResultSource"];
        };
        JobView: {
            /**
             * Format: int32
             * @description Number of attempts so far.
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
            /** @description Error of the last failed attempt. */
            last_error?: string | null;
            /** @description Arguments of the job, which are ids only. */
            payload: Record<string, never>;
            /**
             * Format: date-time
             * @description Scheduled time.
             */
            run_at: string;
            /**
             * @description `waiting`, `published`, `running`, `retrying`, `done`, `discarded` or `dead`.
             * @example dead
             */
            state: string;
        };
        /** @description A page of jobs, newest first. */
        Jobs: {
            jobs: components["schemas"]["JobView"][];
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A lane. */
        LaneRef: {
            /**
             * @description `in`, `out` or `both`.
             * @example in
             */
            direction: string;
            /** Format: uuid */
            id: string;
            /** @example Entrance */
            name: string;
        };
        /** @description An entrance or an exit of a site. */
        LaneView: {
            /**
             * @description `in`, `out` or `both`.
             * @example in
             */
            direction: string;
            /**
             * Format: uuid
             * @description The device that opens the barrier; `null` without a barrier.
             */
            gateway_id?: string | null;
            /** Format: uuid */
            id: string;
            /** @example Entrance */
            name: string;
            /**
             * Format: date-time
             * @description `null` while it is in service.
             */
            retired_at?: string | null;
        };
        /** @description A page of ledger entries, oldest first. */
        Ledger: {
            entries: components["schemas"]["LedgerEntryView"][];
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A ledger entry: an amount moved from one account to another. */
        LedgerEntryView: {
            /**
             * Format: int64
             * @description Amount in minor units.
             */
            amount_minor: number;
            /** Format: date-time */
            at: string;
            /**
             * Format: uuid
             * @description `null` for a movement without a charge.
             */
            charge_id?: string | null;
            /**
             * @description Credited account.
             * @example receivable
             */
            credit: string;
            /** @description ISO 4217. */
            currency: string;
            /**
             * @description Debited account: `receivable`, `revenue`, `processor`, `refunds`, `written_off`, `fees` or
             *     `carried_over`.
             * @example processor
             */
            debit: string;
            /** Format: uuid */
            id: string;
            /**
             * @description `bill`, `carry_over`, `carry_over_billed`, `take_over`, `waive`, `waive_billed`,
             *     `waive_carried`, `collect`, `fee`, `write_off`, `recover`, `refund`, `refund_failed`,
             *     `dispute`, `dispute_fee`, `dispute_won`, `dispute_fee_returned` or `dispute_lost`.
             * @example collect
             */
            kind: string;
            /**
             * @description Id of the charge, refund, dispute or Stripe transaction of the entry; of `take_over`, the
             *     earlier charge.
             */
            reference: string;
            /**
             * Format: uuid
             * @description `null` for a charge of another subject.
             */
            reservation_id?: string | null;
        };
        /** @description Request to change the password. */
        LegacyChangePassword: {
            credentials: components["schemas"]["ChangePasswordCredentials"];
        };
        /** @description The client secret for Stripe's Payment Element. */
        LegacyClientSecret: {
            clientSecret: string;
        };
        /** @description An error response. */
        LegacyError: {
            /**
             * @description Set if the error concerns no field.
             * @example Not found.
             */
            detail?: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description A number, or a text of digits.
         * @example 60
         */
        LegacyNumber: number | string;
        LegacyReservation: {
            email: string;
            /**
             * Format: date-time
             * @example 2026-11-21T02:35:00Z
             */
            end_time: string;
            /** Format: uuid */
            id: string;
            /** @description `true` if the stay has ended and no payment is due. */
            paid: boolean;
            /** Format: uuid */
            parking_spot: string;
            /**
             * @description Price per hour.
             * @example 12.00
             */
            rate: string;
            /**
             * Format: date-time
             * @example 2026-11-21T01:35:00Z
             */
            start_time: string;
            /** @description Empty until the SetupIntent exists. */
            stripe_setup_intent_id: string;
            /**
             * Format: uuid
             * @description `null` for a guest.
             */
            user?: string | null;
        };
        /** @description A user's request to reserve a spot. */
        LegacyReserve: {
            reservation: components["schemas"]["ReserveFields"];
        };
        /** @description A guest's request to reserve a spot. */
        LegacyReserveAsGuest: {
            reservation: components["schemas"]["ReserveAsGuestFields"];
        };
        /** @description Request to sign in. */
        LegacySignIn: {
            credentials: components["schemas"]["SignInCredentials"];
        };
        /** @description Request to sign up. */
        LegacySignUp: {
            credentials: components["schemas"]["SignUpCredentials"];
        };
        /** @description A sign-up that awaits verification of the email address. */
        LegacySignUpWaiting: {
            /** @example Confirm your email address first: the link and the code are in your mail. */
            detail: string;
            email: string;
            /**
             * @description Send it as `Authorization: Bearer …` with the code from the mail to `POST
             *     /api/v1/email-confirmations`.
             */
            sign_up_token: string;
        };
        LegacySpot: {
            /** @description `true` if the spot is in service. */
            active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /**
             * @description Latitude in degrees.
             * @example 40.698681
             */
            lat: string;
            /**
             * @description Longitude in degrees.
             * @example -73.897319
             */
            lng: string;
            /**
             * @description Price per hour.
             * @example 29.56
             */
            rate: string;
            /** @description Always `false` in lists, which contain only spots that are free now. */
            reserved: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Response to a sign-in. */
        LegacyToken: {
            email: string;
            /**
             * @description Send it as `Authorization: Token …`. It expires 24 hours after its last use, or at the next
             *     sign-in.
             * @example 9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b
             */
            token: string;
        };
        /** @description Request to change the end of a stay. */
        LegacyUpdate: {
            reservation: components["schemas"]["UpdateFields"];
        };
        /** @description A level or an area of a site. */
        LevelCountView: {
            /**
             * Format: int64
             * @description Number of free spots.
             */
            free: number;
            /**
             * @description `null` without levels.
             * @example 1
             */
            level?: string | null;
            /** @example Garage 45, level 1 */
            name: string;
            /**
             * @description `free`, `few` or `full`.
             * @example free
             */
            state: string;
            /** Format: int64 */
            total: number;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description A line of a price. The amounts add up to the total. */
        LineView: {
            /** @description Share in the total; may be negative, as for caps. */
            amount: components["schemas"]["MoneyView"];
            /** Format: date-time */
            from: string;
            /**
             * @description Time at the rate of a spot: `rate`. Time by a tariff: `band`, `outside` of the paid hours,
             *     `free` minutes. Adjustments: `day_cap`, `rolling_cap` (24 hours), `stay_cap`, `minimum`, and
             *     `quoted`, which lowers the price to the accepted one, or raises that of an extension to
             *     zero.
             * @example band
             */
            kind: string;
            rate?: components["schemas"]["MoneyView"] | null;
            /** Format: date-time */
            to: string;
        };
        ListedCharge: {
            charge?: components["schemas"]["ChargeView"] | null;
            /** Format: uuid */
            city_id: string;
            /** Format: uuid */
            id: string;
            /**
             * @description `stay`, `extension`, `overstay`, `no_show`, `late_cancellation`, `top_up`, `permit`,
             *     `subscription`, `invoice` or `carried_over`.
             * @example stay
             */
            kind: string;
            /**
             * Format: uuid
             * @description `null` for a charge of another subject.
             */
            reservation_id?: string | null;
            /**
             * Format: uuid
             * @description The wallet, permit, invoice or carried amount; `null` for a charge of a reservation.
             */
            subject_id?: string | null;
        };
        /** @description A role grant with the address of its user and the name of its site. */
        ListedRoleGrantView: components["schemas"]["RoleGrantView"] & {
            email: string;
            /** @description `null` for the whole city. */
            site_name?: string | null;
        };
        /**
         * @description A part of the map in degrees, at most 0.2 in each direction. If the box crosses the 180th
         *     meridian, `west` is greater than `east`.
         */
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
        /** @description A message from the server on `/api/v1/live`. */
        LiveMessage: {
            /** @description The name of the subscription. */
            id: string;
            reservations?: components["schemas"]["ReservationView"][] | null;
            /** @description The sites that have a spot in the box; absent if there are none. */
            sites?: components["schemas"]["LiveSiteView"][];
            spots?: components["schemas"]["LiveSpotView"][] | null;
            /** @enum {string} */
            type: "snapshot";
            /** @description Send it with `subscribe` after an interruption. */
            version: string;
        } | {
            /** @description The name of the subscription; set only in the response to a `subscribe` with a version. */
            id?: string | null;
            /** @description Spots that are no longer visible: retired or moved out of the box. */
            removed: string[];
            reservations: components["schemas"]["ReservationView"][];
            /** @description The sites whose count may have changed; absent if there are none. */
            sites?: components["schemas"]["LiveSiteView"][];
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
            /** @description The name of the subscription, if the problem concerns one. */
            id?: string | null;
            problem: components["schemas"]["Problem"];
            /** @enum {string} */
            type: "problem";
        };
        /** @description A message from the client on `/api/v1/live`. */
        LiveRequest: {
            box?: components["schemas"]["LiveBox"] | null;
            /**
             * Format: date-time
             * @description With `vehicle_class`: start of the stay; by default the time of each message.
             */
            from?: string | null;
            /**
             * @description The client's name for the subscription, at most 64 characters. A subscription with the same
             *     name is replaced.
             * @example map
             */
            id?: string | null;
            /**
             * @description With `vehicle_class`: language of the rules in words, `en`, `es`, `de` or `fr`; by default
             *     that of `Accept-Language` of the handshake.
             * @example de
             */
            language?: string | null;
            /**
             * @description With `subscribe`: `true` to watch the caller's own reservations, or the reservation of a
             *     guest's token.
             */
            reservations?: boolean;
            /**
             * Format: date-time
             * @description With `vehicle_class`: end of the stay, which must not be longer than a stay may last; by
             *     default that of the shortest stay.
             */
            to?: string | null;
            /**
             * @description With `authenticate`: an access token, or a guest's manage token. A new token replaces the
             *     previous one.
             */
            token?: string | null;
            type: components["schemas"]["LiveRequestKind"];
            /**
             * @description With a box: `car`, `motorcycle`, `scooter`, `van` or `truck`. Spots then have `price`,
             *     `rules` and `latest_end` of a stay of this class. The latest subscription with a box
             *     determines the stay for all messages of the connection.
             * @example car
             */
            vehicle_class?: string | null;
            /**
             * @description With `subscribe`: the latest version that the client has seen of the same box. The response
             *     then contains only the changes since that version.
             */
            version?: string | null;
        };
        /**
         * @description The type of a client message.
         * @enum {string}
         */
        LiveRequestKind: "authenticate" | "subscribe" | "unsubscribe" | "ping";
        /** @description The count of a garage or lot. */
        LiveSiteView: {
            /**
             * Format: int64
             * @description Number of free spots.
             */
            free: number;
            /** Format: uuid */
            id: string;
            /**
             * @description `free`, `few` or `full`.
             * @example few
             */
            state: string;
            /**
             * Format: int64
             * @description Number of spots in service.
             */
            total: number;
        };
        LiveSpotView: {
            attributes: string[];
            /**
             * Format: date-time
             * @description Time of the next change without further requests: a hold expires, a stay ends, or a
             *     reservation begins.
             */
            changes_at?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description The label on the sign at the kerb.
             * @example B14
             */
            label: string;
            /**
             * Format: double
             * @description Latitude in degrees.
             */
            lat: number;
            /**
             * Format: date-time
             * @description Latest end of a stay with the same start; absent if the tariff does not limit it, or refuses
             *     the start.
             */
            latest_end?: string | null;
            /**
             * Format: double
             * @description Longitude in degrees.
             */
            lng: number;
            price?: components["schemas"]["MoneyView"] | null;
            /** @description Flat rate per hour, which holds while no tariff is posted. */
            rate: components["schemas"]["MoneyView"];
            /** @description The tariff in words; absent without `vehicle_class`. */
            rules?: string | null;
            /**
             * Format: uuid
             * @description The garage or lot of the zone; `null` on the street.
             */
            site_id?: string | null;
            /**
             * @description The current state: `free`, `held`, `taken` or `closed`. With a `vehicle_class`, a free spot
             *     whose tariff refuses the stay is `closed`, and one that is not `wide` for a truck.
             * @example free
             */
            state: string;
            /**
             * Format: uuid
             * @description The zone: one side of a street between two cross streets, or a part of a site.
             */
            zone_id: string;
        };
        /** @description A spot with the fields for operators. */
        ManagedSpot: {
            /** @description `accessible`, `charger`, `motorcycle`, `permit_only`, `scooter`, `wide`. */
            attributes: string[];
            /** Format: uuid */
            city_id: string;
            /** @description Enforced hours, as free text. */
            hours?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description Label at the kerb.
             * @example B14
             */
            label: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lng: number;
            /** @description `true` if the position is derived from that of a pay station. */
            position_assumed: boolean;
            /**
             * Format: int32
             * @description Hourly rate in minor units of the city's currency.
             */
            rate_minor_per_hour: number;
            /**
             * Format: date-time
             * @description Time of retirement; `null` while in service.
             */
            retired_at?: string | null;
            /** @description Identifier in imports. */
            source_ref: string;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description A page of spots, newest first. */
        ManagedSpots: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            spots: components["schemas"]["ManagedSpot"][];
        };
        /** @description A user with the fields for operators. */
        ManagedUser: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Time since which the user cannot sign in; `null` if enabled.
             */
            disabled_at?: string | null;
            /** @description A placeholder once the personal data is erased. */
            email: string;
            /**
             * Format: date-time
             * @description Time at which the personal data was erased.
             */
            erased_at?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description Roles in the console, each once; empty for drivers.
             * @example [
             *       "operator"
             *     ]
             */
            roles: string[];
        };
        /** @description One side of a street between two cross streets, or an area or level of a site. */
        ManagedZone: {
            /** @description GeoJSON `Polygon`; `null` for a kerb. */
            boundary?: Record<string, never> | null;
            /** Format: uuid */
            city_id: string;
            from_street: string;
            /** Format: uuid */
            id: string;
            /** @description Level in a garage. */
            level?: string | null;
            /** @description Kerb, or ring of the boundary, as a GeoJSON `LineString`. */
            line: Record<string, never>;
            /**
             * @description Compass side of the street, `M` for a median, or `unknown`.
             * @example N
             */
            side: string;
            /**
             * Format: uuid
             * @description `null` for a zone of a street.
             */
            site_id?: string | null;
            /** @description Identifier in imports. */
            source_ref: string;
            /**
             * @description Street; for a zone of a site, the name that drivers see.
             * @example West 43 Street
             */
            street: string;
            to_street: string;
        };
        /** @description A page of zones, newest first. */
        ManagedZones: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            zones: components["schemas"]["ManagedZone"][];
        };
        /** @description An amount of money. */
        MoneyView: {
            /**
             * Format: int64
             * @description Amount in minor units: cents, pence, yen.
             * @example 450
             */
            amount_minor: number;
            /**
             * @description ISO 4217.
             * @example USD
             */
            currency: string;
        };
        /** @description A site with free spots near one that is full. */
        NearbySite: {
            /**
             * Format: int64
             * @description Distance from the full site, in metres.
             */
            distance_m: number;
            /**
             * Format: int64
             * @description Free spots.
             */
            free: number;
            /** Format: uuid */
            id: string;
            /**
             * Format: double
             * @description Latitude in degrees.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude in degrees.
             */
            lng: number;
            /** @example Garage 45 */
            name: string;
        };
        /** @description An NFC tag with secure dynamic messages. */
        NfcTagView: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int32
             * @description Highest counter that was used; -1 before the first use.
             */
            last_counter: number;
            /**
             * Format: date-time
             * @description `null` while the tag is active.
             */
            revoked_at?: string | null;
            /**
             * @description 14 hexadecimal digits.
             * @example 04A1B2C3D4E5F6
             */
            uid: string;
        };
        /** @description A policy by which rates follow the occupancy. Amounts are in minor units per hour. */
        OccupancyPolicyView: {
            /**
             * Format: int64
             * @description Highest rate to which the policy raises, 1 to 10,000,000.
             * @example 1000
             */
            ceiling_minor: number;
            /**
             * Format: int64
             * @description Lowest rate that the policy sets, from 1 to `ceiling_minor`.
             * @example 50
             */
            floor_minor: number;
            /**
             * Format: int32
             * @description The rate is lowered below this occupancy, at most `raise_from_percent`.
             * @example 60
             */
            lower_below_percent: number;
            /**
             * Format: int32
             * @description With a lower coverage no rate changes, 1 to 100.
             * @example 30
             */
            min_coverage_percent: number;
            /**
             * Format: int64
             * @description Minimum number of local days between two changes of a band's rate, 1 to 366.
             * @example 28
             */
            min_days_between: number;
            /**
             * Format: int32
             * @description The rate is raised at this occupancy and above, 1 to 100.
             * @example 80
             */
            raise_from_percent: number;
            /**
             * Format: int64
             * @description Size of a change, 1 to 10,000,000.
             * @example 25
             */
            step_minor: number;
        };
        /** @description A vehicle in front of an exit: give `code`, `words` or `nfc`. */
        OpenExit: {
            /** @description Content of a scanned code: the part of its address behind `/go/`. */
            code?: string | null;
            nfc?: components["schemas"]["TagMessage"] | null;
            position?: components["schemas"]["PositionBody"] | null;
            /**
             * @description The three words below a code, in any spelling.
             * @example maple river stone
             */
            words?: string | null;
        };
        /** @description An exit that was opened. */
        OpenedExitView: {
            barrier?: components["schemas"]["BarrierView"] | null;
            visit?: components["schemas"]["VisitView"] | null;
        };
        /** @description A charge that the driver has to pay first. */
        OverdueView: {
            amount: components["schemas"]["MoneyView"];
            /** Format: uuid */
            charge_id: string;
            /** @description URL of the payment page. */
            pay_url: string;
        };
        /** @description A charge with the details needed to pay it. */
        OwedView: {
            card?: components["schemas"]["CardView"] | null;
            charge: components["schemas"]["ChargeView"];
            city: string;
            /** Format: date-time */
            ends_at?: string | null;
            /**
             * Format: uuid
             * @description The reservation that is charged; `null` for a charge of another subject, as are the other
             *     details of the stay.
             */
            reservation_id?: string | null;
            /**
             * @description Label at the kerb.
             * @example B14
             */
            spot?: string | null;
            /** Format: date-time */
            starts_at?: string | null;
            time_zone: string;
        };
        /** @description A device, as it needs to know itself. */
        OwnDeviceView: {
            /**
             * @description `off`, `soft` or `hard`: whether a vehicle that is inside may enter again.
             * @example soft
             */
            anti_passback: string;
            /** Format: uuid */
            device_id: string;
            /**
             * @description Path of the keys that verify passes.
             * @example /api/v1/quote-keys
             */
            keys_path: string;
            /**
             * @description `gateway` or `screen`.
             * @example gateway
             */
            kind: string;
            /** @description Lanes whose barriers the device opens. */
            lanes: components["schemas"]["DeviceLaneView"][];
            /** @example Entrance gateway */
            name: string;
            /**
             * Format: int64
             * @description Number of the next event: the one after the highest that the service knows. A device that
             *     has lost its storage goes on with it.
             * @example 1
             */
            next_sequence: number;
            /** Format: uuid */
            site_id: string;
            /**
             * Format: date-time
             * @description Time of this service, to which the device sets its clock.
             */
            time: string;
        };
        /** @description A permission of the signed-in user, with its places. */
        OwnPermission: {
            /** @description Whole cities. */
            city_ids: string[];
            /** @description `true` for all places; the lists are empty then. */
            everywhere: boolean;
            /**
             * @description As in the security requirement of each operation.
             * @example view_places
             */
            permission: string;
            /** @description Sites outside these cities. */
            site_ids: string[];
        };
        /** @description Roles and permissions of the signed-in user. */
        OwnPermissions: {
            permissions: components["schemas"]["OwnPermission"][];
            roles: components["schemas"]["OwnRole"][];
        };
        /** @description A reduced-rate permit of the signed-in driver. */
        OwnPermit: {
            /**
             * @description Name of the city.
             * @example New York
             */
            city: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            ends_at: string;
            /** Format: uuid */
            id: string;
            /**
             * @description The operator's own number of the permit.
             * @example 2026-1047
             */
            reference: string;
            /** Format: date-time */
            starts_at: string;
            /**
             * @description IANA time zone of the city.
             * @example America/New_York
             */
            time_zone: string;
        };
        /** @description Reduced-rate permits that are in force or begin later, the earliest first. */
        OwnPermits: {
            permits: components["schemas"]["OwnPermit"][];
        };
        /** @description A role of the signed-in user. */
        OwnRole: {
            /**
             * Format: uuid
             * @description City in which the role applies; `null` for everywhere.
             */
            city_id?: string | null;
            /**
             * @description `admin`, `operator`, `officer`, `technician` or `analyst`.
             * @example operator
             */
            role: string;
            /**
             * Format: uuid
             * @description Site of the city in which the role applies; `null` for the whole city.
             */
            site_id?: string | null;
        };
        /**
         * @description Terms that are set for a place. `null` or omitted: inherited, by a site from its city, by a city
         *     from the settings.
         */
        OwnTerms: {
            /** @description `true` if no rule raises the price of accessible spots above the operator's own rates. */
            accessible_at_base_rate?: boolean | null;
            /** @description `implicit`: the driver counts as arrived at the start; or `check_in`. Stored only. */
            arrival_mode?: string | null;
            /**
             * Format: int32
             * @description Minimum time between two stays on one spot, up to 86,400.
             */
            buffer_seconds?: number | null;
            /**
             * Format: int32
             * @description Time after the end of a stay that is neither billed nor an overstay, up to 86,400. Stored
             *     only.
             */
            grace_seconds?: number | null;
            /** @description `false` if only drivers with an account may reserve. */
            guests_allowed?: boolean | null;
            /**
             * Format: int32
             * @description Duration of a hold, 60 to 86,400.
             */
            hold_seconds?: number | null;
            /**
             * Format: int32
             * @description Maximum time between booking and start, up to 31,622,400.
             */
            max_lead_seconds?: number | null;
            /**
             * Format: int32
             * @description Maximum stay, extensions included, 60 to 31,622,400 (366 days).
             */
            max_stay_seconds?: number | null;
            /**
             * Format: int32
             * @description Minimum stay, 60 to 86,400.
             */
            min_stay_seconds?: number | null;
            /**
             * Format: int32
             * @description Time after the start without arrival after which a stay is a no-show, 60 to 86,400. Stored
             *     only.
             */
            no_show_seconds?: number | null;
            /** @description `postpaid`, `prepaid`, `invoice` or `included`. Stored only. */
            payment_mode?: string | null;
            /**
             * Format: int32
             * @description Highest rate per hour of drivers with a reduced-rate permit, in minor units, up to
             *     10,000,000.
             */
            reduced_rate_cap_minor?: number | null;
            /**
             * Format: int32
             * @description Maximum share of the spots of a zone that are reserved ahead of their start, 0 to 100; 0
             *     admits only stays that begin now.
             */
            reservable_percent?: number | null;
        };
        /** @description A signed right to enter and to leave a site. */
        PassView: {
            /** @description The token as a QR code: an SVG image without scripts. */
            svg: string;
            /** @description The text that a reader verifies with the keys of `/api/v1/quote-keys`. */
            token: string;
            /** Format: date-time */
            valid_from: string;
            /** Format: date-time */
            valid_until: string;
        };
        /** @description Parameters for Stripe.js to confirm the payment. */
        PaymentView: {
            /** @description Client secret of the PaymentIntent, used by Stripe.js. */
            client_secret: string;
            payment_intent_id: string;
            /**
             * @description Card of the reservation, or the default card of the user who owes a charge without one.
             *     Offered for the payment; another card is accepted as well.
             */
            payment_method_id?: string | null;
            publishable_key: string;
            /**
             * @description Stripe's status of the PaymentIntent.
             * @example requires_payment_method
             */
            status: string;
        };
        /**
         * @description Kind of a place.
         * @enum {string}
         */
        PlaceKindView: "city" | "street" | "crossing" | "site" | "block_face" | "spot" | "address" | "landmark";
        /** @description A place that can be the destination of a driver. */
        PlaceView: {
            /**
             * Format: uuid
             * @description `null` for addresses and landmarks.
             */
            city_id?: string | null;
            /**
             * @description Text that tells places of the same name apart.
             * @example New York
             */
            detail?: string | null;
            /** @description Unique among the places of its kind. */
            id: string;
            kind: components["schemas"]["PlaceKindView"];
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
            /** @example West 43 Street */
            name: string;
            /** Format: uuid */
            site_id?: string | null;
            /** Format: uuid */
            spot_id?: string | null;
            /**
             * Format: uuid
             * @description Of a street: its zone that is nearest to `near`.
             */
            zone_id?: string | null;
        };
        /** @description Places, best match first, then nearest; addresses and landmarks last. */
        Places: {
            addresses: components["schemas"]["AddressSearch"];
            places: components["schemas"]["PlaceView"][];
        };
        /** @description The result of a reading. */
        PlateReadOutcome: {
            /**
             * @description `entered`, `left`, `duplicate`, `review`, `no_match` or `refused`; of a repeated webhook,
             *     that of the first one.
             * @example entered
             */
            outcome: string;
            /** @description The vendor's id of the reading. */
            vendor_event_id: string;
        };
        /** @description The outcome of each reading of a webhook. */
        PlateReadOutcomes: {
            reads: components["schemas"]["PlateReadOutcome"][];
        };
        /** @description A plate that a camera has read. */
        PlateReadView: {
            /**
             * @description Name of the camera.
             * @example Entrance camera
             */
            camera: string;
            /**
             * Format: date-time
             * @description Time by the camera's clock.
             */
            captured_at: string;
            /**
             * Format: int32
             * @description 0 to 100.
             * @example 97
             */
            confidence_percent: number;
            /**
             * @description As the camera reports it: `in`, `out` or `unknown`.
             * @example in
             */
            direction: string;
            has_image: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @description Name of the camera's lane.
             * @example Entrance
             */
            lane: string;
            /**
             * @description `entered`, `left`, `duplicate`, `review`, `no_match`, `refused`, `admitted` or `dismissed`.
             * @example review
             */
            outcome: string;
            /**
             * @description As the camera read it; `null` if the secret that encrypted it is no longer known.
             * @example B-AB 123
             */
            plate?: string | null;
            proposal?: components["schemas"]["ProposalView"] | null;
            /** Format: date-time */
            received_at: string;
            /**
             * @description Issuer of the plate, as the vendor writes it.
             * @example us-ca
             */
            region?: string | null;
        };
        /** @description A page of readings, newest first. */
        PlateReads: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            reads: components["schemas"]["PlateReadView"][];
        };
        /** @description The position of the phone. */
        PositionBody: {
            /**
             * Format: double
             * @description Accuracy as the browser reports it, in metres.
             */
            accuracy_m?: number | null;
            /**
             * Format: double
             * @description Degrees north, -90 to 90.
             * @example 40.7543
             */
            lat: number;
            /**
             * Format: double
             * @description Degrees east, -180 to 180.
             * @example -73.9884
             */
            lng: number;
        };
        /** @description A code: give one of the members. */
        PresentedBody: {
            /** @description Content of a scanned code: the part of its address behind `/go/`. */
            code?: string | null;
            nfc?: components["schemas"]["TagMessage"] | null;
            /**
             * @description The three words below a code, in any spelling.
             * @example maple river stone
             */
            words?: string | null;
        };
        /** @description A stay with its price, or the reason for its refusal. */
        PreviewStay: {
            /** Format: date-time */
            ends_at: string;
            /**
             * @description Vehicle, unless it is a car, day, time and length.
             * @example Weekday 10 AM, 1 h
             */
            label: string;
            /** @description The amounts add up to the price. */
            lines: components["schemas"]["LineView"][];
            price?: components["schemas"]["MoneyView"] | null;
            refusal?: components["schemas"]["RefusalView"] | null;
            /** Format: date-time */
            starts_at: string;
        };
        /** @description A document to preview. */
        PreviewTariff: {
            /** Format: uuid */
            city_id: string;
            document: Record<string, never>;
        };
        /** @description A version of a tariff that applies, applied or will apply in a zone. */
        PriceChangeView: {
            base_version?: components["schemas"]["BaseVersionView"] | null;
            /**
             * Format: date-time
             * @description Time from which the version applies in the zone.
             */
            effective_from: string;
            evidence?: components["schemas"]["EvidenceView"] | null;
            /**
             * Format: int32
             * @description Number of the version.
             */
            number: number;
            /**
             * @description The version in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules: string;
            /** Format: uuid */
            tariff_id: string;
            /** @example Midtown meters */
            tariff_name: string;
            yield_evidence?: components["schemas"]["YieldEvidenceView"] | null;
        };
        /** @description The versions of tariffs that apply, applied or will apply in a zone. */
        PriceHistory: {
            /** @description Latest first. */
            changes: components["schemas"]["PriceChangeView"][];
            /**
             * @description ISO 4217 currency of all rates.
             * @example USD
             */
            currency: string;
            /** @description Pass as `cursor` to get earlier versions; `null` on the last page. */
            next_cursor?: string | null;
            /**
             * @description IANA time zone of the city.
             * @example America/New_York
             */
            time_zone: string;
            zone: components["schemas"]["ZoneView"];
        };
        /** @description A problem document (RFC 9457). Programs should use `code`; `detail` is human-readable. */
        Problem: {
            /**
             * Format: date-time
             * @description Next start of a stay of this length; only with `not_allowed_by_tariff`, and absent if it is
             *     not known.
             */
            allowed_from?: string | null;
            /**
             * Format: date-time
             * @description Latest end of a stay with this start; only with `not_allowed_by_tariff`, and absent if the
             *     start is refused.
             */
            allowed_until?: string | null;
            /**
             * @description Free spots nearby, nearest first; only with `spot_taken`, `spot_closed` and
             *     `reserved_ahead_limit`.
             */
            alternatives?: components["schemas"]["FreeSpotView"][] | null;
            /**
             * @description Stable identifier of the problem type.
             * @example spot_taken
             * @enum {string}
             */
            code: "malformed_request" | "unauthenticated" | "wrong_credentials" | "cross_site" | "email_unconfirmed" | "human_check_required" | "account_required" | "members_only" | "payment_overdue" | "payment_source_required" | "too_far_away" | "not_found" | "unknown_code" | "method_not_allowed" | "request_timeout" | "too_many_holds" | "waiver_limit" | "spot_taken" | "spot_closed" | "reserved_ahead_limit" | "not_eligible" | "too_many_vehicles" | "too_many_favorites" | "vehicle_change_closed" | "extension_blocked" | "invalid_transition" | "rate_changed" | "price_changed" | "card_refused" | "stay_not_over" | "no_receipt" | "outside_report_window" | "hold_expired" | "payment_source_unavailable" | "card_required" | "card_not_ready" | "not_settled" | "job_not_stuck" | "last_admin" | "email_taken" | "email_confirmed" | "site_full" | "already_inside" | "no_open_visit" | "exit_required" | "visit_over" | "wrong_direction" | "other_site" | "too_early" | "replayed_tag" | "signing_unavailable" | "no_barrier" | "quote_expired" | "code_revoked" | "command_expired" | "revision_mismatch" | "upgrade_required" | "payload_too_large" | "unsupported_media_type" | "invalid_request" | "not_allowed_by_tariff" | "wrong_code" | "link_required" | "password_required" | "idempotency_key_reused" | "rate_limited" | "sign_in_locked" | "internal" | "unavailable";
            /**
             * Format: int32
             * @description Current revision of the reservation; only with `revision_mismatch`.
             */
            current_revision?: number | null;
            /** @description Explanation of this occurrence. */
            detail: string;
            /** @description The invalid fields; only with `invalid_request` and `password_required`. */
            errors?: components["schemas"]["FieldProblem"][];
            /**
             * Format: date-time
             * @description Latest possible end of the stay; only with `extension_blocked`.
             */
            latest_end?: string | null;
            /**
             * @description The driver has to add this first; only with `payment_source_required`.
             * @example card
             */
            needs?: string | null;
            /** @description Charges to pay first; only with `payment_overdue`, and only for authenticated users. */
            overdue?: components["schemas"]["OverdueView"][];
            quote?: components["schemas"]["QuoteView"] | null;
            rate?: components["schemas"]["MoneyView"] | null;
            /**
             * @description `class_not_admitted`, `permit_required`, `closed`, `max_stay`, `band_change`,
             *     `rules_unknown` or `no_return`; only with `not_allowed_by_tariff`.
             * @example max_stay
             */
            reason?: string | null;
            report_window?: components["schemas"]["WindowView"] | null;
            /** @description Request id, to be quoted in support requests. */
            request_id?: string | null;
            /** @description Sites nearby with free spots, nearest first; only with `site_full`. */
            sites?: components["schemas"]["NearbySite"][] | null;
            /**
             * Format: int32
             * @description HTTP status code.
             */
            status: number;
            /** @description Title of the problem type, the same for every occurrence. */
            title: string;
            total?: components["schemas"]["MoneyView"] | null;
            /**
             * @description URL of the documentation of the problem type, relative to the api.
             * @example /problems/spot_taken
             */
            type: string;
            /**
             * Format: uuid
             * @description The open visit; only with `already_inside`.
             */
            visit_id?: string | null;
        };
        /** @description A verification mail with a link and a code. */
        ProofView: {
            /**
             * Format: date-time
             * @description Expiry of the code.
             */
            code_expires_at: string;
            /** @description Recipient. */
            email: string;
            /**
             * Format: date-time
             * @description Expiry of the link.
             */
            expires_at: string;
        };
        /** @description The reservation of a plate that looks like the one that was read. */
        ProposalView: {
            /** @example ann@example.com */
            email: string;
            /**
             * @description Plate of the reservation's vehicle.
             * @example B-AB I23
             */
            plate?: string | null;
            /** Format: uuid */
            reservation_id: string;
        };
        /** @description The start of a draft's rates. */
        PublishTariffDraft: {
            /**
             * Format: date-time
             * @description Start, not before that of the newest version and at most two years ahead; defaults to now.
             */
            effective_from?: string | null;
        };
        /** @description A version to publish. */
        PublishTariffVersion: {
            /**
             * @description Prices and rules, as described in `docs/TARIFFS.md`. An error names the member by its
             *     pointer, such as `/document/bands/0/to`.
             */
            document: Record<string, never>;
            /**
             * Format: date-time
             * @description Start, not before that of the newest version and at most two years ahead; defaults to now.
             */
            effective_from?: string | null;
        };
        /** @description An Ed25519 public key as JSON Web Key (RFC 8037). */
        QuoteKeyView: {
            /** @example EdDSA */
            alg: string;
            /** @example Ed25519 */
            crv: string;
            /**
             * @description Thumbprint of the key (RFC 7638); `key_id` of the signatures.
             * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
             */
            kid: string;
            /** @example OKP */
            kty: string;
            /** @example sig */
            use: string;
            /**
             * @description The 32 bytes of the key, in base64url without padding.
             * @example 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
             */
            x: string;
        };
        /** @description A JSON Web Key Set (RFC 7517). */
        QuoteKeys: {
            /** @description The key that signs new quotes first; empty if this site does not sign quotes. */
            keys: components["schemas"]["QuoteKeyView"][];
        };
        /** @description A quote as signed text, which can be verified without access to the API. */
        QuoteSignature: {
            /** @example EdDSA */
            algorithm: string;
            /** @description `kid` of the key in the list of quote keys. */
            key_id: string;
            /**
             * @description Canonical JSON (RFC 8785) with the members `currency`, `ends_at`, `expires_at`, `id`,
             *     `issuer`, `lines`, `reservation_id`, `spot_id`, `starts_at`, `tariff_version_id`,
             *     `total_minor` and `vehicle_class`.
             */
            signed: string;
            /** @description Signature of the UTF-8 bytes of `signed`, in base64url without padding. */
            value: string;
        };
        /** @description The price of a stay, or of time added to it, until it expires. */
        QuoteView: {
            /** Format: date-time */
            ends_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            lines: components["schemas"]["LineView"][];
            /**
             * @description `true` if a reduced-rate permit of the driver limits the rates, as `rules` says. Only this
             *     driver can accept the quote.
             */
            reduced_rate: boolean;
            /**
             * Format: uuid
             * @description Reservation to extend; `null` for a new stay.
             */
            reservation_id?: string | null;
            /**
             * @description Rules of the spot in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules: string;
            signature?: components["schemas"]["QuoteSignature"] | null;
            /** Format: uuid */
            spot_id: string;
            /**
             * Format: date-time
             * @description Start of the stay, or of the added time.
             */
            starts_at: string;
            tariff_version?: components["schemas"]["TariffVersionRef"] | null;
            /**
             * @description IANA time zone of the rules.
             * @example America/New_York
             */
            time_zone: string;
            /** @description Highest price of the stay, or of the added time. */
            total: components["schemas"]["MoneyView"];
            /**
             * @description `car`, `motorcycle`, `scooter`, `van` or `truck`.
             * @example car
             */
            vehicle_class: string;
        };
        /** @description Status of each dependency: `ok` or an error message. */
        Readiness: {
            /** @description Required: the status code is 503 without it. */
            postgresql: string;
            /** @description If it is down, reservations work, and jobs wait until it is back. */
            rabbitmq: string;
            /** @description If it is down, maps receive no live updates. */
            redis: string;
            /** @description If none is running, new reservations are refused, because nothing would end and bill them. */
            workers: string;
        };
        /** @description Reason for an action. */
        Reason: {
            /**
             * @description Reason, for other operators.
             * @example the driver has called
             */
            note: string;
        };
        /** @description A part of the stay at one rate, an adjustment of the price, or the amount of an earlier stay. */
        ReceiptLine: {
            /** @description Contribution to the total; negative for caps. The lines always sum to the total. */
            amount: components["schemas"]["MoneyView"];
            /** Format: date-time */
            ends_at: string;
            /**
             * @description As in the lines of a quote; `carried_over` for the amount of an earlier stay.
             * @example rate
             */
            kind: string;
            /**
             * @description The kind in words; `null` for time at a rate.
             * @example Outside of the paid hours
             */
            label?: string | null;
            rate?: components["schemas"]["MoneyView"] | null;
            /**
             * Format: int64
             * @description Time of the line; 0 for an adjustment and for an earlier stay.
             */
            seconds: number;
            /** Format: date-time */
            starts_at: string;
        };
        /** @description A refund. */
        ReceiptRefund: {
            amount: components["schemas"]["MoneyView"];
            /** Format: date-time */
            at: string;
            /** @description `revoked`, `goodwill`, `duplicate` or `mistake`. */
            reason: string;
        };
        /** @description The receipt of a stay. */
        ReceiptView: {
            card?: components["schemas"]["CardView"] | null;
            /** Format: uuid */
            charge_id: string;
            city: string;
            email: string;
            /** @description Refunds that failed. */
            failed_refunds: components["schemas"]["ReceiptRefund"][];
            lines: components["schemas"]["ReceiptLine"][];
            /** @description Amount collected. */
            paid: components["schemas"]["MoneyView"];
            place: string;
            /**
             * @description Short reference of the reservation.
             * @example 1A2B3C4D
             */
            reference: string;
            refunds: components["schemas"]["ReceiptRefund"][];
            /** Format: uuid */
            reservation_id: string;
            /** @description Rules of the spot in words; `null` for a stay without a tariff. */
            rules?: string | null;
            /** Format: date-time */
            settled_at?: string | null;
            /** @example B14 */
            spot: string;
            /**
             * @description State of the charge: `paid`, `carried`, `waived`, `zero`, `dunning` …
             * @example paid
             */
            state: string;
            time_zone: string;
            total: components["schemas"]["MoneyView"];
        };
        /** @description A reconciliation of the ledger with Stripe. */
        ReconciliationView: {
            /**
             * Format: int32
             * @description Number of Stripe objects compared.
             */
            compared: number;
            /**
             * Format: date
             * @description Day in UTC; `null` for a reconciliation started by an operator.
             */
            day?: string | null;
            /** @description Differences found, each with `kind`, `reference` and `detail`. */
            differences: Record<string, never>[];
            /**
             * Format: date-time
             * @description `null` while it is running.
             */
            finished_at?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            started_at: string;
        };
        /** @description The latest reconciliations, newest first. */
        Reconciliations: {
            reconciliations: components["schemas"]["ReconciliationView"][];
        };
        /** @description A recount of a site or a level. */
        RecountView: {
            /** @description `operator:<id>`. */
            actor: string;
            /** Format: date-time */
            at: string;
            /**
             * Format: int32
             * @description Taken spots at that time.
             */
            computed: number;
            /**
             * Format: int32
             * @description Vehicles that were counted.
             */
            counted: number;
            /**
             * Format: int32
             * @description `counted` less `computed`.
             */
            difference: number;
            /** Format: uuid */
            id: string;
            reason: string;
            /**
             * Format: uuid
             * @description `null` for the whole site.
             */
            zone_id?: string | null;
        };
        /**
         * @description The right of a driver to the highest rate per hour that the terms of the city and its sites
         *     state.
         */
        ReducedRatePermitView: {
            /** Format: date-time */
            created_at: string;
            /**
             * @description Address of the driver's account.
             * @example ann@example.com
             */
            email: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            ends_at: string;
            /**
             * Format: uuid
             * @description User of the console; `null` for the command line.
             */
            granted_by?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description The operator's own number of the permit.
             * @example 2026-1047
             */
            reference: string;
            /**
             * Format: date-time
             * @description `null` unless it was revoked.
             */
            revoked_at?: string | null;
            /** Format: date-time */
            starts_at: string;
        };
        /** @description A page of reduced-rate permits, newest first, also those that have ended or were revoked. */
        ReducedRatePermits: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            permits: components["schemas"]["ReducedRatePermitView"][];
        };
        RefundView: {
            /** @description Principal that issued the refund. */
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
             * @description Sequence number of the refund within the charge.
             */
            revision: number;
            /** @description `due`, `succeeded` or `failed`. */
            state: string;
        };
        /** @description The reason why a tariff refuses a stay. */
        RefusalView: {
            /**
             * Format: date-time
             * @description Next start of a stay of the same length; `null` if there is none in the next days.
             */
            allowed_from?: string | null;
            /**
             * Format: date-time
             * @description Latest end of a stay with the same start; `null` if the start is refused.
             */
            allowed_until?: string | null;
            /**
             * @description `class_not_admitted`, `permit_required`, `closed`, `max_stay`, `band_change` or
             *     `rules_unknown`.
             * @example max_stay
             */
            code: string;
            text: string;
        };
        /** @description A free spot whose tariff does not allow the period. */
        RefusedSpotView: {
            /**
             * Format: date-time
             * @description Next start of a stay of this length; `null` if it is not known.
             */
            allowed_from?: string | null;
            /**
             * Format: date-time
             * @description Latest end of a stay with this start; `null` if the start is refused.
             */
            allowed_until?: string | null;
            /**
             * @description `class_not_admitted`, `permit_required`, `closed`, `max_stay`, `band_change` or
             *     `rules_unknown`.
             * @example max_stay
             */
            code: string;
            spot: components["schemas"]["SpotBrief"];
            /**
             * @description Reason in words.
             * @example The longest stay is 2 h.
             */
            text: string;
        };
        /** @description A new name of a tariff. */
        RenameTariff: {
            /**
             * @description Unique in the city.
             * @example Midtown meters
             */
            name: string;
        };
        /** @description Refresh token, unless it is sent in a cookie. */
        RenewSession: {
            refresh_token?: string | null;
        };
        ReplayFiguresView: {
            /**
             * Format: int64
             * @description Price of the same stays under the document.
             */
            after_minor: number;
            /**
             * Format: int64
             * @description Price of the stays as they were accepted.
             */
            before_minor: number;
            /**
             * Format: int64
             * @description Stays whose price a cap of the document lowers.
             */
            caps_hit: number;
            /**
             * Format: int64
             * @description Stays that become cheaper.
             */
            cheaper: number;
            /**
             * Format: int64
             * @description Stays that become dearer.
             */
            dearer: number;
            expected?: components["schemas"]["ExpectedFigures"] | null;
            /**
             * Format: int64
             * @description Stays that the document does not allow.
             */
            refused: number;
            /** Format: int64 */
            stays: number;
        };
        /** @description A replay: a document or a draft of the tariff, and a past period of at most a year. */
        ReplayTariff: {
            /** @description Prices and rules to compare with; not beside `draft_id`. */
            document?: Record<string, never> | null;
            /** Format: uuid */
            draft_id?: string | null;
            /**
             * Format: double
             * @description Relative change of demand per relative change of the price, for `expected`: from -5 to 0,
             *     with at most three decimals. By default, no change of demand is assumed.
             * @example -0.3
             */
            elasticity?: number | null;
            /**
             * Format: date-time
             * @description Stays that began from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Exclusive; not in the future.
             */
            to: string;
        };
        /** @description Prices of past stays and those under the document. */
        ReplayView: {
            /**
             * @description ISO 4217 currency of all amounts, which are in minor units.
             * @example USD
             */
            currency: string;
            totals: components["schemas"]["ReplayFiguresView"];
            /** @description Zones with stays, by street. */
            zones: components["schemas"]["ReplayZoneView"][];
        };
        ReplayZoneView: components["schemas"]["ReplayFiguresView"] & {
            /** @example West 43 Street */
            street: string;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description Events in the order of their numbers. */
        ReportEvents: {
            /** @description 1 to 100. */
            events: components["schemas"]["ReportedEvent"][];
        };
        /** @description The result of a command. */
        ReportOutcome: {
            /**
             * @description The nonce of the command.
             * @example q83vEjRWeJCrze8SNFZ4kA
             */
            nonce: string;
            /**
             * @description `opened` or `failed`.
             * @example opened
             */
            outcome: string;
        };
        /** @description An event at a barrier. */
        ReportedEvent: {
            /**
             * Format: date-time
             * @description Time by the device's clock, at most seven days ago.
             */
            at: string;
            /**
             * @description `opened_offline` (for a pass that the device has verified itself), `passed` (the vehicle has
             *     left the barrier), `forced` (opened by hand) or `fault`. Other kinds are ignored.
             * @example opened_offline
             */
            kind: string;
            /**
             * Format: uuid
             * @description A lane of the device.
             */
            lane_id?: string | null;
            /** @description The pass that was read; with `opened_offline`. */
            pass?: string | null;
            /**
             * Format: int64
             * @description Number of the event, counted by the device from 1, or from `next_sequence` of *Show the
             *     device*. A repeated event changes nothing. A number that was used for another event, of
             *     another kind, lane or time, is an incident, and the event counts. At most 2^53 - 1.
             * @example 1
             */
            sequence: number;
        };
        /** @description Result of the report. */
        ReportedView: {
            /** @description `true` if nothing is charged. */
            is_free: boolean;
            reseat?: components["schemas"]["ReseatView"] | null;
            /**
             * @description `revoked` if the report is free of charge; otherwise `completed`, and the time used is
             *     billed.
             */
            reservation: components["schemas"]["ReservationView"];
        };
        /** @description A reservation that was made without an account. */
        RequestGuestLink: {
            /**
             * @description Address that was entered for the reservation.
             * @example gil@example.com
             */
            email: string;
            /**
             * @description Reference of the reservation, as mails, pages and receipts show it. Case, white space and
             *     hyphens are ignored.
             * @example 1A2B3C4D
             */
            reference: string;
        };
        /** @description Address of the account. */
        RequestPasswordReset: {
            /** @example ann@example.com */
            email: string;
        };
        /** @description A re-seat offered to a driver. */
        ReseatView: {
            /** @description Bearer token that grants a guest access to the re-seat. */
            manage_token?: string | null;
            /** @description A hold that replaces the reservation in `reseat_of`. */
            reservation: components["schemas"]["ReservationView"];
        };
        /** @description A reservation with its history. */
        ReservationFile: {
            /**
             * Format: uuid
             * @description Driver without an account; `null` for a user.
             */
            guest_id?: string | null;
            /**
             * Format: uuid
             * @description Reservation offered as a re-seat; only once this one is revoked.
             */
            reseat_id?: string | null;
            reservation: components["schemas"]["ReservationView"];
            transitions: components["schemas"]["TransitionView"][];
            /**
             * Format: uuid
             * @description Driver with an account; `null` for a guest.
             */
            user_id?: string | null;
            /** @description Vehicles that the driver chose, the current one first. */
            vehicles: components["schemas"]["ReservationVehicleView"][];
        };
        ReservationVehicleState: {
            /**
             * Format: date-time
             * @description Time until which the vehicle can be changed: five minutes after the start. `null` once it
             *     can no longer be changed.
             */
            changeable_until?: string | null;
            vehicle?: components["schemas"]["ReservationVehicleView"] | null;
        };
        /** @description A vehicle of a reservation, as it was when it was chosen. */
        ReservationVehicleView: {
            /** Format: date-time */
            chosen_at: string;
            /** @description `car`, `motorcycle`, `scooter`, `van` or `truck`. */
            class: string;
            /**
             * Format: date
             * @description Last day of the disabled permit; `null` without a permit.
             */
            disabled_permit_until?: string | null;
            is_electric: boolean;
            /** @example US-NY */
            jurisdiction?: string | null;
            /**
             * @description The plate as it was entered; `null` if it has to be entered again, because the server's
             *     secret was replaced.
             * @example B-AB 123
             */
            plate?: string | null;
            /**
             * Format: date-time
             * @description Time at which another vehicle was chosen; `null` for the current one.
             */
            replaced_at?: string | null;
            /**
             * Format: uuid
             * @description The saved vehicle; `null` if it was entered for this reservation, or was removed.
             */
            vehicle_id?: string | null;
        };
        ReservationView: {
            /** @description `true` while confirmed and in progress. */
            active: boolean;
            /**
             * @description Steps that the hold still requires to become a reservation, in any order: `card` (set up)
             *     and `email` (the guest's address, verified).
             */
            awaiting: string[];
            card?: components["schemas"]["CardView"] | null;
            charge?: components["schemas"]["ChargeView"] | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            ends_at: string;
            /**
             * @description Price of the whole period, and the maximum that is charged for it. Amounts that were carried
             *     over from earlier stays are added to the charge.
             */
            estimate: components["schemas"]["MoneyView"];
            /**
             * Format: date-time
             * @description Time until which a card must be set up; only while held.
             */
            hold_expires_at?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Time at which the mail server permanently rejected the latest mail to the driver's address;
             *     `null` while mail is delivered.
             */
            mail_undeliverable_at?: string | null;
            /**
             * @description `card`; `none` for a reservation whose price is zero by contract. Reserved for later:
             *     `wallet`, `permit`, `invoice`.
             * @example card
             */
            payment_source: string;
            /** @description Price per hour, fixed when the hold was placed. Added time may have another rate. */
            rate: components["schemas"]["MoneyView"];
            /**
             * @description Short reference for people, which mails and receipts show: the last eight digits of the id.
             * @example 1A2B3C4D
             */
            reference: string;
            /**
             * Format: uuid
             * @description Revoked reservation that this one replaces.
             */
            reseat_of?: string | null;
            /**
             * Format: int32
             * @description Incremented with every change; also the `ETag`.
             */
            revision: number;
            /**
             * @description Rules in words, as accepted with the latest part of the stay. `null` for a stay without a
             *     tariff, and in lists of the console.
             */
            rules?: string | null;
            spot: components["schemas"]["SpotView"];
            /** Format: date-time */
            starts_at: string;
            /** @description `held`, `confirmed`, `completed`, `expired`, `cancelled` or `revoked`. */
            status: string;
            /** @description IANA time zone of the city. */
            time_zone: string;
            /**
             * Format: date-time
             * @description Time until which the stay can be cancelled free of charge although it has begun; `null` if
             *     it cannot, and in lists of the console.
             */
            undo_until?: string | null;
            /**
             * @description Vehicle class whose price was accepted: `car`, `motorcycle`, `scooter`, `van` or `truck`.
             *     `null` when `rules` is.
             * @example car
             */
            vehicle_class?: string | null;
        };
        /** @description Reservations, latest end first. */
        Reservations: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            reservations: components["schemas"]["ReservationView"][];
        };
        ReserveAsGuestFields: {
            /** @example ann@example.com */
            email: string;
            /** @description Length in minutes from now: a number, truncated to an integer, or a text of digits. */
            reservation_length: components["schemas"]["LegacyNumber"];
        };
        ReserveFields: {
            /** @description Length in minutes from now: a number, truncated to an integer, or a text of digits. */
            reservation_length: components["schemas"]["LegacyNumber"];
        };
        /** @description A new password, authorized by the token of the link, or by address and code. */
        ResetPassword: {
            /**
             * @description 6-digit code.
             * @example 123456
             */
            code?: string | null;
            /**
             * @description Required with `code`.
             * @example ann@example.com
             */
            email?: string | null;
            /** @description At least 8 characters. */
            new_password: string;
            /** @description Text after `#token=` in the link. */
            token?: string | null;
        };
        /**
         * @description The store that a job's result was read from.
         * @enum {string}
         */
        ResultSource: "cache" | "database";
        /** @description Reason for the revocation. */
        RevokeBody: {
            /**
             * @description Reason, for other operators.
             * @example water main broken
             */
            note: string;
        };
        /** @description A role of a user in a place. */
        RoleGrantView: {
            /**
             * Format: uuid
             * @description City in which the role applies; `null` for everywhere.
             */
            city_id?: string | null;
            /** Format: date-time */
            granted_at: string;
            /** @description Principal that granted the role, as in the audit log. */
            granted_by: string;
            /** Format: uuid */
            id: string;
            /** @description Reason for the grant. */
            note?: string | null;
            /**
             * Format: date-time
             * @description `null` while the role is active.
             */
            revoked_at?: string | null;
            /** @description Principal that revoked the role. */
            revoked_by?: string | null;
            /**
             * @description `admin`, `operator`, `officer`, `technician` or `analyst`.
             * @example operator
             */
            role: string;
            /**
             * Format: uuid
             * @description Site of the city in which the role applies; `null` for the whole city.
             */
            site_id?: string | null;
            /** Format: uuid */
            user_id: string;
        };
        /** @description A page of role grants, newest first. */
        RoleGrants: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            role_grants: components["schemas"]["ListedRoleGrantView"][];
        };
        /** @description A role with its permissions. */
        RoleView: {
            /**
             * @example [
             *       "view_places"
             *     ]
             */
            permissions: string[];
            /** @example analyst */
            role: string;
        };
        /** @description The roles that can be granted. */
        Roles: {
            roles: components["schemas"]["RoleView"][];
        };
        /** @description A succeeded SetupIntent. */
        SaveCard: {
            /** @example seti_1 */
            setup_intent_id: string;
        };
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
            /** @description `true` for the card that is used when none is given. */
            is_default: boolean;
            /** @example 4242 */
            last4: string;
        };
        /** @description Saved cards, the default first. */
        SavedCards: {
            cards: components["schemas"]["SavedCardView"][];
        };
        /** @description A pass at a lane. */
        ScanPass: {
            /**
             * Format: uuid
             * @description A lane of the device.
             */
            lane_id: string;
            /** @description The text of the code, or of the NFC message. */
            pass: string;
        };
        /** @description The answer to a reader. */
        ScanView: {
            /**
             * Format: uuid
             * @description The command, which the device receives as any other.
             */
            command_id?: string | null;
            /** @description `true` if a command opens the barrier. */
            opens: boolean;
            /**
             * @description Code of the problem, such as `site_full`; `null` if the barrier opens.
             * @example site_full
             */
            reason?: string | null;
        };
        /** @description The plate to search. */
        SearchPlate: {
            /** @description Reason of the search, for the audit log. */
            note: string;
            /** @example B-AB 123 */
            plate: string;
        };
        /** @description The plate to search. */
        SearchVisitPlate: {
            /** @description Reason of the search, for the audit log. */
            note: string;
            /** @example B-AB 123 */
            plate: string;
        };
        /** @description Optional body with the revision that the client expects; equivalent to `If-Match`. */
        Seen: {
            /**
             * Format: int32
             * @description Refuse the request if the reservation is at another revision.
             */
            revision?: number | null;
        };
        /**
         * @description The values of `X-Session`.
         * @enum {string}
         */
        SessionKind: "cookie";
        /** @description A session with its tokens. */
        SessionView: {
            /** @description Bearer token for the `Authorization` header. Absent with `X-Session: cookie`. */
            access_token?: string | null;
            /**
             * Format: int64
             * @description Lifetime of the access token, in seconds.
             */
            expires_in: number;
            /** @description Valid for one renewal. Absent with `X-Session: cookie`. */
            refresh_token?: string | null;
            user: components["schemas"]["UserView"];
        };
        /** @description A policy to set. */
        SetOccupancyPolicy: {
            /**
             * Format: int32
             * @description Share of the parked vehicles that reserve, as the operator measured it, 0 to 100.
             * @example 45
             */
            coverage_percent: number;
            policy: components["schemas"]["OccupancyPolicyView"];
        };
        /** @description A stay as its link shows it: without the driver, the vehicle and the price. */
        SharedStayView: {
            /** Format: date-time */
            ends_at: string;
            /** @description Cross street at the start of the block; empty if unknown. */
            from_street: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lng: number;
            /** @description `true` if the position is derived from that of a pay station. */
            position_assumed: boolean;
            /** @description Side of the street: `N`, `NE`, `E` …, `M` for the median, or `unknown`. */
            side: string;
            /** @description `null` on the street. */
            site_name?: string | null;
            /** @example B14 */
            spot_label: string;
            /** Format: date-time */
            starts_at: string;
            /**
             * @description `confirmed` or `completed`.
             * @example confirmed
             */
            status: string;
            street: string;
            /**
             * @description IANA time zone of the city.
             * @example America/New_York
             */
            time_zone: string;
            /** @description Cross street at the end of the block; empty if unknown. */
            to_street: string;
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
             * @description 8 to 128 characters that are hard to guess. The original's client sends
             *     `Base64(SHA-256(password))`.
             * @example XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=
             */
            password: string;
            /** @example XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg= */
            password_confirmation: string;
        };
        /** @description A sign-up that is waiting for verification. */
        SignUpView: {
            /**
             * Format: date-time
             * @description Expiry of the code.
             */
            code_expires_at: string;
            /** @description Address to which the link and the code are sent. */
            email: string;
            /**
             * Format: date-time
             * @description Expiry of the link and of the sign-up.
             */
            expires_at: string;
            /**
             * @description Bearer token of the sign-up: send it with the code or the token of the link, to request
             *     another mail, or to correct the address.
             */
            sign_up_token: string;
        };
        /** @description The count of a site, as shown and as stored. */
        SiteCountsView: {
            /**
             * Format: int64
             * @description Of the newest recount.
             */
            difference: number;
            /**
             * Format: int64
             * @description Free spots as drivers see them: from 0 to `total`.
             */
            free: number;
            /**
             * Format: int64
             * @description `total` less `taken` and `difference`.
             */
            free_stored: number;
            levels: components["schemas"]["AdminLevelCountView"][];
            /** Format: int64 */
            open_visits: number;
            /**
             * Format: int64
             * @description Visits that have ended at their bound in the last twelve hours, without a departure since.
             *     Their spots are among the taken ones.
             */
            overdue: number;
            /** @description The newest 20 recounts. */
            recounts: components["schemas"]["RecountView"][];
            /**
             * @description `free`, `few` or `full`.
             * @example few
             */
            state: string;
            /** Format: int64 */
            taken: number;
            /** Format: int64 */
            total: number;
        };
        /** @description A garage or lot with its rules. */
        SiteDetails: components["schemas"]["SiteListItem"] & {
            /** @description Instructions for drivers on their way; may have several lines. */
            arrival_instructions: string;
            /**
             * Format: uuid
             * @description A spot that can be reserved for the period; `null` if there is none.
             */
            bookable_spot_id?: string | null;
            /** @description Outline as positions, each `[lng, lat]`; `null` if unknown. */
            boundary?: number[][] | null;
            /** @description Person or office, as free text. */
            contact: string;
            /** @description Sites with free spots nearby, nearest first; only while the state is `full`. */
            full_alternatives: components["schemas"]["NearbySite"][];
            /** @description Instructions for drivers when no spot is free; may have several lines. */
            full_instructions: string;
            lanes: components["schemas"]["SiteLaneView"][];
            /**
             * Format: date-time
             * @description Latest end that the tariff allows for a stay from the start of the period; `null` if it does
             *     not limit it.
             */
            latest_end?: string | null;
            /**
             * Format: int64
             * @description Maximum length of a visit without a booked end, in seconds.
             */
            max_visit_seconds: number;
            price?: components["schemas"]["MoneyView"] | null;
            /**
             * @description The tariff in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules: string;
        };
        /** @description An entrance or exit in service. */
        SiteLaneView: {
            /**
             * @description `in`, `out` or `both`.
             * @example in
             */
            direction: string;
            /** Format: uuid */
            id: string;
            /** @example Entrance */
            name: string;
        };
        /** @description A garage or lot. */
        SiteListItem: {
            /**
             * @description `public`, or `members` if only members of organizations may enter.
             * @example public
             */
            access: string;
            address: string;
            /** Format: uuid */
            city_id: string;
            /**
             * Format: int64
             * @description Great-circle distance in metres from the given position; `null` without one.
             */
            distance_m?: number | null;
            /**
             * @description `open`, `barrier`, `code`, `plate` or `attendant`.
             * @example code
             */
            entry_mode: string;
            /**
             * Format: int64
             * @description Number of free spots, of all kinds.
             * @example 12
             */
            free: number;
            from_price?: components["schemas"]["MoneyView"] | null;
            /** @description `true` if guests may reserve. Entering without a reservation always needs an account. */
            guests_allowed: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @description `lot`, `garage`, `depot` or `yard`.
             * @example garage
             */
            kind: string;
            /**
             * Format: double
             * @description Latitude in degrees.
             */
            lat: number;
            /** @description Levels and areas, by name. */
            levels: components["schemas"]["LevelCountView"][];
            /**
             * Format: double
             * @description Longitude in degrees.
             */
            lng: number;
            /** @example Garage 45 */
            name: string;
            /**
             * @description `free`, `few` or `full`.
             * @example few
             */
            state: string;
            /**
             * @description IANA time zone of the city.
             * @example America/New_York
             */
            time_zone: string;
            /** Format: int64 */
            total: number;
            /** @description `true` if a driver may park on any spot: then spots are not shown. */
            unnumbered: boolean;
        };
        /** @description Rules of entry of a site, and the thresholds of its published state. */
        SiteRulesView: {
            /**
             * @description Treatment of a vehicle or an app that enters again without having left: `off` or `soft` end
             *     the earlier visit, `soft` with an incident; `hard` refuses the entry.
             * @example soft
             */
            anti_passback: string;
            /**
             * Format: int32
             * @description Free share, in percent, from which on the state is `few`.
             * @example 15
             */
            few_at_percent: number;
            /**
             * Format: int32
             * @description Free spots from which on the state is no longer `full`; above `full_at`.
             * @example 1
             */
            few_from: number;
            /**
             * Format: int32
             * @description Free share, in percent, from which on the state is `free` again; not below
             *     `few_at_percent`.
             * @example 20
             */
            free_from_percent: number;
            /**
             * Format: int32
             * @description Free spots from which on the state is `full`, 0 to 1,000.
             * @example 0
             */
            full_at: number;
            /**
             * Format: int32
             * @description Greatest distance from the site, in metres, at which a driver may enter by a code, 20 to
             *     5,000; `null` or omitted for no check.
             */
            geofence_m?: number | null;
            /** @description `true` if the images of plate reads are kept for seven days. */
            keeps_images: boolean;
            /**
             * Format: int32
             * @description Longest visit without a booked end, 60 to 2,678,400 (31 days); `null` or omitted for the
             *     maximum stay of the terms.
             */
            max_visit_seconds?: number | null;
            /**
             * Format: int32
             * @description Confidence, in percent, below which a plate read waits for an operator.
             * @example 85
             */
            min_confidence_percent: number;
            /**
             * @description `numbered`, or `unnumbered` if drivers park on any spot: a reservation may then move to
             *     another one of the same kind.
             * @example unnumbered
             */
            numbering: string;
            /** @description `true` if a plate that differs only in letters that cameras confuse opens the barrier. */
            opens_on_similar: boolean;
            /**
             * Format: int32
             * @description Time after the arrival at which the driver is reminded, 60 to 2,678,400.
             * @example 14400
             */
            remind_after_seconds: number;
        };
        /** @description A lot, garage, depot or yard. */
        SiteView: {
            /**
             * @description `public`, or `members` if only members of organizations may reserve.
             * @example public
             */
            access: string;
            address: string;
            /** @description Instructions for drivers on their way. */
            arrival_instructions: string;
            /** @description GeoJSON `Polygon`; `null` if unknown. */
            boundary?: Record<string, never> | null;
            /** Format: uuid */
            city_id: string;
            /** @description Person or office, as free text. */
            contact: string;
            country: string;
            /**
             * @description `open`, `barrier`, `code`, `plate` or `attendant`.
             * @example barrier
             */
            entry_mode: string;
            /** @description Instructions for drivers when no spot is free. */
            full_instructions: string;
            /** Format: uuid */
            id: string;
            /**
             * @description `lot`, `garage`, `depot` or `yard`.
             * @example garage
             */
            kind: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lng: number;
            /** @example Bryant Park Garage */
            name: string;
            postcode: string;
            region: string;
            /**
             * Format: date-time
             * @description Time of retirement; `null` while in service.
             */
            retired_at?: string | null;
            /** @description Identifier in imports. */
            source_ref: string;
        };
        /** @description A page of sites, newest first. */
        Sites: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            sites: components["schemas"]["SiteView"][];
        };
        /** @description Sites in an area. */
        SitesOnMap: {
            sites: components["schemas"]["SiteListItem"][];
        };
        /** @description A spot without a price. */
        SpotBrief: {
            attributes: string[];
            /**
             * Format: double
             * @description Great-circle distance, in the requested unit.
             */
            distance: number;
            /** @description Hours in which parking is charged, in the format of the source. */
            hours?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description Label at the kerb.
             * @example B14
             */
            label: string;
            /**
             * Format: double
             * @description Latitude in degrees.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude in degrees.
             */
            lng: number;
            /** @description `true` if the position is derived from that of a pay station. */
            position_assumed: boolean;
            /** @description Flat rate per hour, which holds while no tariff is posted. */
            rate: components["schemas"]["MoneyView"];
            /**
             * @description The tariff in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules: string;
            /**
             * @description IANA time zone of the city.
             * @example America/New_York
             */
            time_zone: string;
            zone: components["schemas"]["ZoneView"];
        };
        /** @description A spot. */
        SpotRef: {
            /** Format: uuid */
            id: string;
            /** @example B14 */
            label: string;
        };
        /** @description The spot of a reservation. */
        SpotView: {
            /** Format: uuid */
            id: string;
            /** @description Label at the kerb. */
            label: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lng: number;
            /** @description `true` if the position is derived from that of a pay station. */
            position_assumed: boolean;
            zone: components["schemas"]["ZoneView"];
        };
        /** @description A monthly statement, in the time zone of each city. */
        Statement: {
            /** @description The closing balances of a city and currency sum to zero. */
            accounts: components["schemas"]["BalanceView"][];
            /** @example 2030-06 */
            month: string;
        };
        /** @description The stays of a month. */
        StatementMonth: {
            /** @example 2030-06 */
            month: string;
            /**
             * Format: int64
             * @description Number of completed stays, including those that cost nothing.
             */
            stays: number;
            /** @description Amounts that were paid and not given back, one for each currency. */
            totals: components["schemas"]["MoneyView"][];
        };
        /** @description A link that shows a stay. */
        StayShare: {
            /**
             * Format: date-time
             * @description One hour after the end of the stay; it moves with the end.
             */
            expires_at: string;
            /**
             * @description Contains the token in its fragment, which browsers do not send.
             * @example https://curbhold.example/shared/0198…#t=…
             */
            url: string;
        };
        /** @description A stretch of a street. */
        StreetView: {
            /**
             * @description Centre line as positions, each `[lng, lat]`.
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
            /** @example West 43 Street */
            name: string;
        };
        /** @description The streets of a box, by name. A street may have several lines. */
        StreetsView: {
            /** @description The box has so many zones that only those nearest to its centre were used. */
            is_partial: boolean;
            streets: components["schemas"]["StreetView"][];
        };
        /**
         * @description A Stripe error that needs an operator, such as a revoked key. Until it is resolved nothing is
         *     collected, and drivers are not notified.
         */
        StripeAlarmView: {
            /**
             * @description The failed Stripe call.
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
            /** @description Stripe's error message. */
            message: string;
        };
        /**
         * @description Payment mode: test (a Stripe simulator or Stripe's test mode) or live.
         * @enum {string}
         */
        StripeMode: "simulated" | "test" | "live";
        /** @description The message of an NFC tag: the parameters of the address that the phone has read. */
        TagMessage: {
            /**
             * @description Parameter `c`: 16 hexadecimal digits.
             * @example 94EED9EE65337086
             */
            c: string;
            /**
             * @description Parameter `e`: 32 hexadecimal digits.
             * @example EF963FF7828658A599F3041510671E88
             */
            e: string;
            /**
             * Format: uuid
             * @description Parameter `t`.
             */
            tag: string;
        };
        /** @description A draft version with the evidence for its rates. */
        TariffDraftView: {
            /** @description `false` if no rate changes. Such a draft cannot be published. */
            changes: boolean;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description `null` unless the draft was discarded.
             */
            discarded_at?: string | null;
            /** @description The document of the measured version with the new rates. */
            document: Record<string, never>;
            evidence: components["schemas"]["EvidenceView"];
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description `null` unless the draft was published.
             */
            published_version_id?: string | null;
            /**
             * @description The document in words.
             * @example Mon–Sat 8 AM–7 PM: $4.75 / h, 2 h at most. Free at other times.
             */
            rules: string;
            /** Format: uuid */
            tariff_id: string;
        };
        /** @description Draft versions of a tariff. */
        TariffDrafts: {
            /** @description The 50 newest drafts, newest first, also those that were published or discarded. */
            drafts: components["schemas"]["TariffDraftView"][];
        };
        /** @description The occupancy policy of a tariff; all members are `null` if it has none. */
        TariffPolicyView: {
            /**
             * Format: int32
             * @description Share of the parked vehicles that reserve, as the operator measured it.
             * @example 45
             */
            coverage_percent?: number | null;
            policy?: components["schemas"]["OccupancyPolicyView"] | null;
            /** Format: date-time */
            updated_at?: string | null;
        };
        /** @description The effects of a document. */
        TariffPreview: {
            /**
             * @description The document in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules: string;
            /** @description Ten typical stays in the city, each on its next date. */
            stays: components["schemas"]["PreviewStay"][];
        };
        /** @description A tariff in a list. */
        TariffSummary: {
            /**
             * Format: int64
             * @description Number of assignments that are in force or begin later.
             */
            assignments: number;
            /** Format: uuid */
            city_id: string;
            /**
             * Format: int32
             * @description Number of the version in force; `null` before the first one.
             */
            current_version?: number | null;
            /** Format: uuid */
            id: string;
            /** @example Midtown meters */
            name: string;
            /**
             * @description The version in force in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules?: string | null;
            /**
             * Format: date-time
             * @description Time of the last change of the name, the versions or the assignments.
             */
            updated_at: string;
        };
        /** @description A published version of a tariff. */
        TariffVersionRef: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int32
             * @description Counts the versions of the tariff from 1.
             * @example 3
             */
            number: number;
            /** Format: uuid */
            tariff_id: string;
        };
        /** @description A published version of a tariff, which never changes. */
        TariffVersionView: {
            /**
             * Format: uuid
             * @description Version with the operator's own rates, from which a policy computed those of this version,
             *     or which this version restores; `null` if an operator or an import set the rates of this
             *     version.
             */
            base_version_id?: string | null;
            document: Record<string, never>;
            /** Format: date-time */
            effective_from: string;
            /** Format: uuid */
            id: string;
            /**
             * @description `true` for the version that applies to stays that begin now. If it says the same as its base
             *     version, stays refer to that one.
             */
            in_force: boolean;
            /**
             * Format: int32
             * @description Counts the versions of the tariff from 1.
             */
            number: number;
            /** Format: date-time */
            published_at: string;
            /**
             * Format: uuid
             * @description User who published the version; `null` for an import, a command or a yield policy.
             */
            published_by?: string | null;
            /**
             * @description The document in words.
             * @example Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.
             */
            rules: string;
            /**
             * @description IANA time zone of the bands.
             * @example America/New_York
             */
            time_zone: string;
        };
        /** @description A tariff with its versions and assignments. */
        TariffView: {
            /**
             * @description The 500 newest assignments that are in force, begin later, or ended in the last 90 days,
             *     newest first.
             */
            assignments: components["schemas"]["AssignmentView"][];
            /** Format: uuid */
            city_id: string;
            /**
             * @description ISO 4217; the currency of the city, which new versions must have.
             * @example USD
             */
            currency: string;
            /** Format: uuid */
            id: string;
            /** @example Midtown meters */
            name: string;
            /**
             * @description IANA time zone of the city, which applies to new versions without a base version.
             * @example America/New_York
             */
            time_zone: string;
            /**
             * @description The 200 newest versions, newest first. Versions that a yield policy published are left out,
             *     except for the one in force.
             */
            versions: components["schemas"]["TariffVersionView"][];
        };
        /** @description A page of tariffs, newest first. */
        Tariffs: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            tariffs: components["schemas"]["TariffSummary"][];
        };
        /** @description The terms of a place. */
        TermsView: {
            /** @description Those that apply, with inherited values. */
            effective: components["schemas"]["EffectiveTerms"];
            /** @description Those that are set for the place itself. */
            own: components["schemas"]["OwnTerms"];
        };
        /** @description A transition of a reservation. */
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
             * @description Revision after the transition.
             */
            revision: number;
            /**
             * Format: date-time
             * @description Period after the transition.
             */
            starts_at: string;
            to_status: string;
        };
        /** @description Settings to change. */
        UpdateAccount: {
            /**
             * @description Language of mails and other texts to you: `en`, `es`, `de` or `fr`; `null` for no choice.
             * @example de
             */
            language: string | null;
        };
        /** @description Fields to change. An omitted field keeps its value. */
        UpdateCity: {
            /** @description Can be changed only while there are no held or confirmed reservations and no charges. */
            currency?: string | null;
            name?: string | null;
            slug?: string | null;
            time_zone?: string | null;
        };
        UpdateFields: {
            /**
             * Format: date-time
             * @description RFC 3339; truncated to the minute. A time in the past ends the stay now, or cancels a stay
             *     that has not begun.
             * @example 2026-11-21T02:35:00.000Z
             */
            end_time: string;
        };
        /** @description Fields to change. An omitted field keeps its value. */
        UpdateLane: {
            /** @description `in`, `out` or `both`. */
            direction?: string | null;
            /**
             * Format: uuid
             * @description The gateway of the site that opens the barrier; `null` for no barrier.
             */
            gateway_id?: string | null;
            /** @description A retired lane opens no barrier. */
            is_retired?: boolean | null;
            name?: string | null;
        };
        /** @description Fields to change. An omitted field keeps its value; an empty text or list removes it. */
        UpdateSite: {
            /** @description `public`, or `members` if only members of organizations may reserve. */
            access?: string | null;
            address?: string | null;
            /** @description Instructions for drivers on their way; may have several lines. */
            arrival_instructions?: string | null;
            /** @description Ring of 3 to 500 different positions, each `[lng, lat]`. */
            boundary?: number[][] | null;
            /** @description Person or office, as free text. */
            contact?: string | null;
            country?: string | null;
            /** @description `open`, `barrier`, `code`, `plate` or `attendant`. */
            entry_mode?: string | null;
            /** @description Instructions for drivers when no spot is free; may have several lines. */
            full_instructions?: string | null;
            /** @description `lot`, `garage`, `depot` or `yard`. */
            kind?: string | null;
            /**
             * Format: double
             * @description Requires `lng`.
             */
            lat?: number | null;
            /** Format: double */
            lng?: number | null;
            name?: string | null;
            postcode?: string | null;
            region?: string | null;
        };
        /** @description Fields to change. An omitted field keeps its value. */
        UpdateSpot: {
            /** @description Replaces all attributes. */
            attributes?: string[] | null;
            /** @description An empty text removes the hours. */
            hours?: string | null;
            label?: string | null;
            /**
             * Format: double
             * @description Requires `lng`.
             */
            lat?: number | null;
            /** Format: double */
            lng?: number | null;
            /**
             * Format: int32
             * @description Applies to new reservations; existing ones keep their rate.
             */
            rate_minor_per_hour?: number | null;
        };
        /** @description Fields to change. An omitted field keeps its value. */
        UpdateZone: {
            /**
             * @description Ring of 3 to 500 different positions, each `[lng, lat]`, which replaces the line. An empty
             *     list removes the boundary.
             */
            boundary?: number[][] | null;
            from_street?: string | null;
            /** @description Level in a garage, such as `2` or `P1`. An empty text removes it. */
            level?: string | null;
            /** @description Kerb: 2 to 500 positions, each `[lng, lat]`. */
            line?: number[][] | null;
            side?: string | null;
            /**
             * Format: uuid
             * @description Moves the zone to this site of its city.
             */
            site_id?: string | null;
            street?: string | null;
            to_street?: string | null;
        };
        /** @description A user with session, card and payment counts. */
        UserFile: {
            /** @description Number of saved cards. */
            cards: number;
            /** @description Amounts that the user has been asked to pay and has not paid, by currency. */
            overdue: components["schemas"]["MoneyView"][];
            /**
             * Format: int64
             * @description Number of active sessions.
             */
            sessions: number;
            user: components["schemas"]["ManagedUser"];
        };
        UserView: {
            email: string;
            /** @description `true` once the address is verified. */
            email_confirmed: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @description Language of mails and other texts to the user: `en`, `es`, `de` or `fr`; `null` if none was
             *     chosen.
             * @example de
             */
            language?: string | null;
            /** @description `operator` with access to the console, otherwise `driver`. */
            role: string;
        };
        /** @description A page of users, newest first. */
        Users: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            users: components["schemas"]["ManagedUser"][];
        };
        /** @description A vehicle. */
        VehicleBody: {
            /**
             * @description `car` (default), `motorcycle`, `scooter`, `van` or `truck`.
             * @example car
             */
            class?: string | null;
            /**
             * Format: date
             * @description Last day of the disabled permit; only with a permit.
             */
            disabled_permit_until?: string | null;
            is_electric?: boolean;
            /**
             * @description Issuer of the plate: a country of ISO 3166-1 or a subdivision of ISO 3166-2, if known.
             * @example US-NY
             */
            jurisdiction?: string | null;
            /**
             * @description Licence plate: 1 to 15 letters and digits. Case, spaces, hyphens and dots make no
             *     difference.
             * @example B-AB 123
             */
            plate: string;
        };
        /** @description A saved vehicle. */
        VehicleView: {
            /** @description `car`, `motorcycle`, `scooter`, `van` or `truck`. */
            class: string;
            /**
             * Format: date
             * @description Last day of the disabled permit; `null` without a permit.
             */
            disabled_permit_until?: string | null;
            /** Format: uuid */
            id: string;
            is_electric: boolean;
            /** @example US-NY */
            jurisdiction?: string | null;
            /**
             * @description The plate as it was entered; `null` if it has to be entered again, because the server's
             *     secret was replaced.
             * @example B-AB 123
             */
            plate?: string | null;
        };
        /** @description Saved vehicles, the oldest first. */
        Vehicles: {
            vehicles: components["schemas"]["VehicleView"][];
        };
        /** @description A visit with what happened at its barriers. */
        VisitFile: components["schemas"]["AdminVisitView"] & {
            /** @description Commands to open a barrier, the oldest first. */
            commands: components["schemas"]["CommandView"][];
            /** @description Incidents, the oldest first. */
            incidents: components["schemas"]["IncidentView"][];
        };
        /** @description The garage or lot of a visit. */
        VisitSiteView: {
            /** Format: uuid */
            id: string;
            /**
             * Format: double
             * @description Latitude in degrees.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude in degrees.
             */
            lng: number;
            /** @example Garage 45 */
            name: string;
            /** @description `true` if the driver may park on any spot. */
            unnumbered: boolean;
        };
        /** @description A visit: from arrival to departure. */
        VisitView: {
            /** Format: date-time */
            arrived_at: string;
            /** @description Price of the whole reservation, the maximum that is charged for it. */
            at_most: components["schemas"]["MoneyView"];
            barrier?: components["schemas"]["BarrierView"] | null;
            /**
             * Format: date-time
             * @description The visit ends by itself then, unless it is ended earlier.
             */
            bound_at: string;
            /** @description Price of the time until now, or until the end. */
            cost_so_far: components["schemas"]["MoneyView"];
            /**
             * @description `exit`, `operator`, `lost_ticket`, `reset`, `passback` (the vehicle entered again), `bound`
             *     or `revoked`; `null` while it is open.
             * @example exit
             */
            end_reason?: string | null;
            /**
             * Format: date-time
             * @description `null` while it is open.
             */
            ended_at?: string | null;
            /**
             * @description `true` if the visit is open and ends only at the exit, which is controlled. Another end is
             *     refused with `exit_required`.
             */
            ends_at_exit: boolean;
            /**
             * @description `code`, `words`, `nfc`, `plate`, `pass` or `operator`.
             * @example code
             */
            entered_by: string;
            /** Format: uuid */
            id: string;
            /** @description Level of the spot; `null` without levels. */
            level?: string | null;
            /** @description Plate of the vehicle; `null` if it is not known. */
            plate?: string | null;
            reservation: components["schemas"]["ReservationView"];
            /** Format: uuid */
            reservation_id: string;
            /** @description The accepted tariff in words. */
            rules: string;
            site: components["schemas"]["VisitSiteView"];
            /**
             * @description Label of the spot; `null` where the driver may park on any.
             * @example B14
             */
            spot_label?: string | null;
            /**
             * @description `open`, `ended`, or `overdue`: the visit has ended at its bound, and no departure was
             *     reported since.
             * @example open
             */
            state: string;
            /**
             * @description IANA time zone of the city.
             * @example America/New_York
             */
            time_zone: string;
        };
        /** @description Visits, newest first. */
        Visits: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
            next_cursor?: string | null;
            visits: components["schemas"]["VisitView"][];
        };
        /** @description A period between two instants. */
        WindowView: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
        };
        /** @description A change of the rates by a policy. */
        YieldChangeView: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int32
             * @description Spots of the tariff that were in service and not closed.
             * @example 50
             */
            capacity: number;
            /**
             * @description `low`, `normal` or `high`.
             * @example normal
             */
            from_level: string;
            /**
             * Format: int32
             * @description Spots with a stay in progress at that time.
             * @example 44
             */
            occupied: number;
            /**
             * @description `low`, `normal` or `high`.
             * @example high
             */
            to_level: string;
            /**
             * Format: int32
             * @description Number of the published version.
             */
            version: number;
        };
        /**
         * @description The measurement behind a version that a yield policy published. Its rates are those of the
         *     version before the policy's changes, multiplied as the policy says for the level.
         */
        YieldEvidenceView: {
            /**
             * Format: int32
             * @description Spots in service that were not closed.
             * @example 50
             */
            capacity: number;
            /**
             * @description `low`, `normal` or `high`.
             * @example high
             */
            level: string;
            /**
             * Format: int32
             * @description Spots with a stay in progress.
             * @example 44
             */
            occupied: number;
            policy: components["schemas"]["YieldPolicy"];
        };
        /** @description Occupancy at which a level begins and ends, and its rates. */
        YieldLevelRule: {
            /**
             * Format: int32
             * @description Whole percent of the spots, 1 to 100.
             * @example 85
             */
            at_percent: number;
            /**
             * Format: int32
             * @description Percentage of the operator's own rates, rounded half up to whole minor units.
             * @example 125
             */
            multiplier_percent: number;
            /**
             * Format: int32
             * @description Whole percent of the spots, 1 to 100.
             * @example 75
             */
            until_percent: number;
        };
        /**
         * @description A policy by which the rates of a tariff follow the present occupancy of its spots. Amounts are
         *     in minor units per hour.
         */
        YieldPolicy: {
            /**
             * Format: int64
             * @description Highest rate that the policy sets, 0 to 10,000,000.
             * @example 1000
             */
            ceiling_minor: number;
            /**
             * Format: int64
             * @description Lowest rate that the policy sets, from 0 to `ceiling_minor`.
             * @example 100
             */
            floor_minor: number;
            /**
             * @description Higher rates. They begin at an occupancy of `at_percent` and end below `until_percent`,
             *     which is lower. `multiplier_percent` is 101 to 500.
             */
            high: components["schemas"]["YieldLevelRule"];
            low?: components["schemas"]["YieldLevelRule"] | null;
            /**
             * Format: int64
             * @description Minimum time between two changes, 15 to 1,440.
             * @example 15
             */
            min_minutes_between_changes: number;
        };
        /** @description The yield policy of a tariff, and the present level of its rates. */
        YieldPolicyView: {
            /**
             * Format: int32
             * @description Spots of the tariff that are in service and not closed now.
             * @example 50
             */
            capacity: number;
            /** @description The 50 newest changes by a policy, newest first. */
            changes: components["schemas"]["YieldChangeView"][];
            /**
             * @description `low`, `normal` or `high`: the level of the version in force.
             * @example normal
             */
            level: string;
            /**
             * Format: int32
             * @description Spots with a stay in progress now.
             * @example 31
             */
            occupied: number;
            policy?: components["schemas"]["YieldPolicy"] | null;
            /**
             * Format: date-time
             * @description Time from which the version in force has its level by a policy; `null` if an operator
             *     published it.
             */
            since?: string | null;
        };
        /** @description The spots of a zone that have the attributes of the search. */
        ZoneAvailability: {
            /**
             * Format: int32
             * @description Number of spots that are offered for the whole period.
             */
            free: number;
            from_price?: components["schemas"]["MoneyView"] | null;
            /**
             * Format: double
             * @description Latitude of the middle of the spots, in degrees.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude of the middle of the spots, in degrees.
             */
            lng: number;
            /**
             * Format: uuid
             * @description The garage or lot of the zone; `null` on the street.
             */
            site_id?: string | null;
            /**
             * Format: int32
             * @description Number of spots, free or not.
             */
            total: number;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description Size of the measurement in a zone. */
        ZoneEvidenceView: {
            /**
             * Format: int64
             * @description Spots of the tariff that were in service in a part of the period.
             */
            spots: number;
            /**
             * Format: int64
             * @description Stays on them in a part of the period.
             */
            stays: number;
            /** Format: uuid */
            zone_id: string;
        };
        /** @description One side of a street between two cross streets. */
        ZoneOnMapView: {
            /** @description `null` if unknown. */
            from_street?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description Kerb as positions, each `[lng, lat]`.
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
            /** @description Identifier used by operators. */
            ref: string;
            /**
             * @description Compass side of the street, `M` for a median, or `unknown`.
             * @example N
             */
            side: string;
            /** @example West 43 Street */
            street: string;
            /** @description `null` if unknown. */
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
        /** @description Zones, nearest to the centre of the box first. */
        ZonesOnMap: {
            /** @description Pass as `cursor` to get the next page; `null` on the last page. */
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
    update_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAccount"];
            };
        };
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
    list_favorites: {
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
                    "application/json": components["schemas"]["Favorites"];
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
    save_favorite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FavoriteBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FavoriteView"];
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
    remove_favorite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The favorite */
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
    list_own_permits: {
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
                    "application/json": components["schemas"]["OwnPermits"];
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
    list_statements: {
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
                    "application/json": components["schemas"]["AccountStatements"];
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
    save_statement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A month with `.csv` or `.pdf`, such as `2030-06.csv` */
                file: string;
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
                    "text/csv": string;
                    "application/pdf": string;
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
    create_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description Delivery of the tokens of a sign-in: in the body, or in cookies */
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
    revoke_camera: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The camera */
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
                    "application/json": components["schemas"]["CameraView"];
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
                /**
                 * @description Such as `paid`; `overdue` for all that is, `refund_failed` for those with a refund that did
                 *     not arrive
                 */
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
    show_guard_rails: {
        parameters: {
            query?: {
                /** @description The first day; the 30th to the last if it is left out */
                from?: string;
                /** @description The last day, of 366 at most; today if it is left out */
                to?: string;
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
                    "application/json": components["schemas"]["GuardRailReport"];
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
    list_reduced_rate_permits: {
        parameters: {
            query?: {
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
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
                    "application/json": components["schemas"]["ReducedRatePermits"];
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
    grant_reduced_rate_permit: {
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
                "application/json": components["schemas"]["GrantReducedRatePermit"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReducedRatePermitView"];
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
                    /** @description URL of the import */
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
    show_city_terms: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["TermsView"];
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
    set_city_terms: {
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
                "application/json": components["schemas"]["OwnTerms"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermsView"];
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
    reissue_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code to replace */
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
            /** @description The new code */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryCodeView"];
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
    revoke_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code */
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
                    "application/json": components["schemas"]["EntryCodeView"];
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
    save_code_sheet_pdf: {
        parameters: {
            query?: {
                /** @description `en` (default), `es`, `de` or `fr` */
                language?: string;
            };
            header?: never;
            path: {
                /** @description The code */
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
                    "application/pdf": string;
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
    save_code_sheet_svg: {
        parameters: {
            query?: {
                /** @description `en` (default), `es`, `de` or `fr` */
                language?: string;
            };
            header?: never;
            path: {
                /** @description The code */
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
                    "image/svg+xml": string;
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
    enrol_tag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolTag"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolledTagView"];
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
    renew_device_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device */
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
                    "application/json": components["schemas"]["DeviceWithKey"];
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
    revoke_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device */
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
                    "application/json": components["schemas"]["DeviceView"];
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
    resolve_incident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The incident */
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
                    "application/json": components["schemas"]["IncidentView"];
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
    show_job_result: {
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
                    "application/json": components["schemas"]["JobResultView"];
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
    update_lane: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The lane */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLane"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaneView"];
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
    open_lane: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The lane */
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
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandView"];
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
    show_permissions: {
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
                    "application/json": components["schemas"]["OwnPermissions"];
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
    decide_plate_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reading */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecidePlateRead"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlateReadView"];
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
    show_plate_image: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The reading */
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
                    "image/jpeg": string;
                    "image/png": string;
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
    search_plate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchPlate"];
            };
        };
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
    revoke_reduced_rate_permit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The permit */
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
                    "application/json": components["schemas"]["ReducedRatePermitView"];
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
                /**
                 * @description With this reference, as drivers see it; case, white space and hyphens are ignored
                 * @example 1A2B3C4D
                 */
                reference?: string;
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
    list_role_grants: {
        parameters: {
            query?: {
                /** @description Only of this user */
                user_id?: string;
                /** @description Only in this city */
                city_id?: string;
                /** @description `admin`, `operator`, `officer`, `technician` or `analyst` */
                role?: string;
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
                    "application/json": components["schemas"]["RoleGrants"];
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
    create_role_grant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRoleGrant"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleGrantView"];
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
    revoke_role_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The grant */
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
                    "application/json": components["schemas"]["RoleGrantView"];
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
    list_roles: {
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
                    "application/json": components["schemas"]["Roles"];
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
    list_sites: {
        parameters: {
            query?: {
                /** @description Only of this city */
                city_id?: string;
                /** @description Only of this kind: `lot`, `garage`, `depot` or `yard` */
                kind?: string;
                /** @description Only with this in the name, the address or the `source_ref` */
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
                    "application/json": components["schemas"]["Sites"];
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
    create_site: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSite"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
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
    show_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["SiteView"];
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
    update_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
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
    create_camera: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCamera"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraWithUrl"];
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
    list_codes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["EntryCodes"];
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
    issue_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueCode"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryCodeView"];
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
    save_code_sheets_pdf: {
        parameters: {
            query?: {
                /** @description `en` (default), `es`, `de` or `fr` */
                language?: string;
            };
            header?: never;
            path: {
                /** @description The site */
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
                    "application/pdf": string;
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
    show_site_counts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["SiteCountsView"];
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
    create_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDevice"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceWithKey"];
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
    show_equipment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["EquipmentView"];
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
    list_incidents: {
        parameters: {
            query?: {
                /** @description `true` for only those that are not resolved */
                open?: boolean;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["Incidents"];
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
    create_lane: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLane"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LaneView"];
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
    list_plate_reads: {
        parameters: {
            query?: {
                /**
                 * @description Only with this outcome: `entered`, `left`, `duplicate`, `review`, `no_match`, `refused`,
                 *     `admitted` or `dismissed`
                 */
                outcome?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["PlateReads"];
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
    recount_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRecount"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecountView"];
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
    restore_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["SiteView"];
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
    retire_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["SiteView"];
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
    show_site_rules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["SiteRulesView"];
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
    set_site_rules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteRulesView"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteRulesView"];
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
    show_site_terms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["TermsView"];
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
    set_site_terms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnTerms"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermsView"];
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
    revoke_tag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tag */
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
    end_tariff_assignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The assignment */
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
                    "application/json": components["schemas"]["AssignmentView"];
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
    discard_tariff_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The draft */
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
                    "application/json": components["schemas"]["TariffDraftView"];
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
    publish_tariff_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The draft */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishTariffDraft"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffView"];
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
    list_tariffs: {
        parameters: {
            query?: {
                /** @description Only of this city */
                city_id?: string;
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
                    "application/json": components["schemas"]["Tariffs"];
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
    create_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTariff"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffView"];
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
    preview_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewTariff"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffPreview"];
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
    show_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
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
                    "application/json": components["schemas"]["TariffView"];
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
    rename_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameTariff"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffView"];
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
    assign_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignTariff"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
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
    list_tariff_drafts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
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
                    "application/json": components["schemas"]["TariffDrafts"];
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
    draft_tariff_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftTariffVersion"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffDraftView"];
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
    show_occupancy_policy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
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
                    "application/json": components["schemas"]["TariffPolicyView"];
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
    set_occupancy_policy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetOccupancyPolicy"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffPolicyView"];
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
    replay_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayTariff"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayView"];
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
    publish_tariff_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishTariffVersion"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TariffView"];
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
    show_yield_policy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
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
                    "application/json": components["schemas"]["YieldPolicyView"];
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
    set_yield_policy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["YieldPolicy"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["YieldPolicyView"];
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
    end_yield_policy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tariff */
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
    search_users: {
        parameters: {
            query?: {
                /** @description Only whose address has this in it, whatever its case */
                email?: string;
                /** @description Only users with this role in any place, such as `operator` */
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
    search_visits: {
        parameters: {
            query?: {
                /** @description Only at this site */
                site_id?: string;
                /** @description Only at sites of this city */
                city_id?: string;
                /** @description `open`, `overdue` (ended at the bound, without a departure since) or `ended` */
                state?: string;
                /** @description Only of the driver with this email address */
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
                    "application/json": components["schemas"]["FoundVisits"];
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
    begin_visit_for_driver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginVisit"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminVisitView"];
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
    search_visit_plate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchVisitPlate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundVisits"];
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
    inspect_visit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visit */
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
                    "application/json": components["schemas"]["VisitFile"];
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
    record_departure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visit */
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
                    "application/json": components["schemas"]["AdminVisitView"];
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
    end_visit_for_driver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visit */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndVisit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminVisitView"];
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
                /** @description Only of this site */
                site_id?: string;
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
    count_spots: {
        parameters: {
            query: {
                /**
                 * @description `west,south,east,north` in degrees, at most 0.5 each way for zones and 8 for cells; `west`
                 *     is greater than `east` where it crosses the 180th meridian
                 * @example -73.99,40.75,-73.98,40.76
                 */
                bbox: string;
                /**
                 * @description Zoom of the map, 0 to 24, where the earth is 512 pixels wide at zoom 0. Below 14, cells are
                 *     counted; otherwise, and by default, zones
                 */
                zoom?: number;
                /** @description RFC 3339, with an offset; by default now */
                from?: string;
                /**
                 * @description Length of the stay in seconds, at least 1; by default that of the shortest stay
                 * @example 3600
                 */
                seconds?: number;
                /**
                 * @description All of these, separated by commas: `accessible`, `charger`, `motorcycle`, `permit_only`,
                 *     `scooter`, `wide`. Spots that are `permit_only` are counted only with that attribute
                 */
                attributes?: string;
                /**
                 * @description `car` (default), `motorcycle`, `scooter`, `van` or `truck`. Trucks need spots that are
                 *     `wide`
                 */
                vehicle_class?: string;
                /**
                 * @description Maximum average price per hour, in minor units
                 * @example 500
                 */
                max_per_hour?: number;
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
                    "application/json": components["schemas"]["Availability"];
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
    receive_plate_reads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The camera */
                camera_id: string;
                /** @description Its secret */
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "multipart/form-data": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlateReadOutcomes"];
                };
            };
            /** @description No plate in the webhook */
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
    show_device: {
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
                    "application/json": components["schemas"]["OwnDeviceView"];
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
    show_device_code: {
        parameters: {
            query?: {
                /** @description `entrance` or `exit`; without it the oldest rotating code of the site is shown */
                kind?: string;
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
                    "application/json": components["schemas"]["DeviceCodeView"];
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
    list_device_commands: {
        parameters: {
            query?: {
                /** @description Seconds to wait for a command if there is none, 0 (default) to 25 */
                wait?: number;
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
                    "application/json": components["schemas"]["DeviceCommands"];
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
    report_outcome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The command */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportOutcome"];
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
    report_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportEvents"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventOutcomes"];
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
    scan_pass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScanPass"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanView"];
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
                /** @description Delivery of the tokens of a sign-in: in the body, or in cookies */
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
    look_up_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresentedBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeView"];
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
    open_exit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenExit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedExitView"];
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
    request_guest_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestGuestLink"];
            };
        };
        responses: {
            /** @description If there is such a reservation, a mail is on its way */
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
    list_places: {
        parameters: {
            query: {
                /**
                 * @description The text as typed up to now, one line of 1 to 100 characters
                 * @example w 39 st
                 */
                q: string;
                /**
                 * @description `lat,lng` in degrees: the nearest of equally good names come first
                 * @example 40.7543,-73.9884
                 */
                near?: string;
                /** @description 1 to 20, default 8 */
                limit?: number;
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
                    "application/json": components["schemas"]["Places"];
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
    list_quote_keys: {
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
                    "application/json": components["schemas"]["QuoteKeys"];
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
    create_quote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateQuote"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteView"];
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
    save_calendar: {
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
                    "text/calendar": string;
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
    show_reservation_pass: {
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
                    "application/json": components["schemas"]["PassView"];
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
    create_extension_quote: {
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
                "application/json": components["schemas"]["CreateExtensionQuote"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionQuoteView"];
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
    save_receipt: {
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
                    "application/pdf": string;
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
    share_stay: {
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
                    "application/json": components["schemas"]["StayShare"];
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
    end_share: {
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
            /** @description No link shows the stay */
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
    show_reservation_vehicle: {
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
                    "application/json": components["schemas"]["ReservationVehicleState"];
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
    choose_reservation_vehicle: {
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
                "application/json": components["schemas"]["ChooseVehicle"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationVehicleState"];
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
    show_visit_of_reservation: {
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
                    "application/json": components["schemas"]["VisitView"];
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
                /** @description Delivery of the tokens: in the body, or in cookies */
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
                /** @description Source of the tokens: the body, or cookies */
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
    show_shared_stay: {
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
                    "application/json": components["schemas"]["SharedStayView"];
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
    list_sites_on_map: {
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
                /** @description Radius in metres, 1 to 20,000; by default 1,000 */
                radius_m?: number;
                /**
                 * @description Instead of a circle: `west,south,east,north` in degrees, at most 0.5 each way; `west` is
                 *     greater than `east` where it crosses the 180th meridian
                 */
                bbox?: string;
                /** @description RFC 3339, with an offset; by default now */
                from?: string;
                /** @description RFC 3339, with an offset; by default the shortest stay after `from` */
                to?: string;
                /** @description `car` (default), `motorcycle`, `scooter`, `van` or `truck`: prices are for that class */
                vehicle_class?: string;
                /** @description 1 to 100, default 50 */
                limit?: number;
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
                    "application/json": components["schemas"]["SitesOnMap"];
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
    show_site_on_map: {
        parameters: {
            query?: {
                /** @description RFC 3339, with an offset; by default now */
                from?: string;
                /** @description RFC 3339, with an offset; by default the shortest stay after `from` */
                to?: string;
                /** @description `car` (default), `motorcycle`, `scooter`, `van` or `truck`: prices are for that class */
                vehicle_class?: string;
                /** @description With `lng`: degrees north of the position from which the distance is measured */
                lat?: number;
                /** @description With `lat`: degrees east */
                lng?: number;
            };
            header?: never;
            path: {
                /** @description The site */
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
                    "application/json": components["schemas"]["SiteDetails"];
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
    create_site_pass: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The site */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreatePass"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PassView"];
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
                 * @description Radius in `unit`, at most 5 km
                 * @example 300
                 */
                radius?: number;
                /** @description `m` (default), `km` or `mi` */
                unit?: string;
                /**
                 * @description Instead of a circle: `west,south,east,north` in degrees, at most 0.5 each way; `west` is
                 *     greater than `east` where it crosses the 180th meridian
                 */
                bbox?: string;
                /** @description RFC 3339, with an offset */
                from?: string;
                /** @description RFC 3339, with an offset */
                to?: string;
                /**
                 * @description All of these, separated by commas: `accessible`, `charger`, `motorcycle`, `permit_only`,
                 *     `scooter`, `wide`. Spots that are `permit_only` are found only with that attribute
                 */
                attributes?: string;
                /**
                 * @description `car` (default), `motorcycle`, `scooter`, `van` or `truck`: spots are offered and priced by
                 *     the tariffs for that class. Trucks need spots that are `wide`
                 */
                vehicle_class?: string;
                /**
                 * @description `all` (default), or `street` to leave out the spots of lots and garages, which
                 *     `/api/v1/sites` lists
                 */
                places?: string;
                /** @description 1 to 200, default 50 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: {
                /** @description `ETag` of a response to the same request */
                "If-None-Match"?: string | null;
                /** @description Languages of the rules in words, such as `de, en;q=0.8` */
                "Accept-Language"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Weak: the same spots are free at the same prices */
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
    list_streets: {
        parameters: {
            query: {
                /**
                 * @description `west,south,east,north` in degrees, at most 0.1 each way; `west` is greater than `east`
                 *     where it crosses the 180th meridian
                 * @example -73.99,40.75,-73.98,40.76
                 */
                bbox: string;
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
                    "application/json": components["schemas"]["StreetsView"];
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
    list_vehicles: {
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
                    "application/json": components["schemas"]["Vehicles"];
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
    add_vehicle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VehicleBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VehicleView"];
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
    change_vehicle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The vehicle */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VehicleBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VehicleView"];
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
    remove_vehicle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The vehicle */
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
    list_visits: {
        parameters: {
            query?: {
                /** @description `open` or `ended`; by default both */
                state?: string;
                /** @description 1 to 50, default 20 */
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
                    "application/json": components["schemas"]["Visits"];
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
    create_visit: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of yours; a repeat with it does not enter twice */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVisit"];
            };
        };
        responses: {
            /** @description The vehicle entered just before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitView"];
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
    show_visit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visit */
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
                    "application/json": components["schemas"]["VisitView"];
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
    reopen_barrier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visit */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresentedBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitView"];
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
    leave_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visit */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PresentedBody"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitView"];
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
                 * @description `west,south,east,north` in degrees, at most 0.5 each way; `west` is greater than `east`
                 *     where it crosses the 180th meridian
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
    show_price_history: {
        parameters: {
            query?: {
                /** @description 1 to 200, default 200 */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
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
                    "application/json": components["schemas"]["PriceHistory"];
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
                 * @description Distance in `unit`
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
