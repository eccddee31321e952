import { expect, test } from "@playwright/test";
import { openConsole, sql } from "./console";
import { collectErrors, expectAccessible, openMap, selectSpot } from "./driver";
import { createTariffStreet, METER, type TariffStreet, ZONE } from "./tariff-street";

/** Makes spot and tariff 40 days old, with a completed stay from noon to 1 PM on Wednesday of last week. */
function addPastStay({ tariffId, spotId }: Pick<TariffStreet, "tariffId" | "spotId">): void {
  for (const id of [tariffId, spotId]) if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`${id} is no id.`);
  sql(`
    begin;
    -- Disables triggers: no route can create past stays and versions, and nothing is shown live.
    set local session_replication_role = replica;
    update spots set created_at = now() - interval '40 days' where id = '${spotId}';
    update tariff_versions set effective_from = effective_from - interval '40 days',
      published_at = published_at - interval '40 days'
    where tariff_id = '${tariffId}';
    with guest as (
      insert into guests (id, email) values (gen_random_uuid(), gen_random_uuid() || '@example.com') returning id
    ), stay as (
      insert into reservations (id, city_id, spot_id, guest_id, period, status, revision, rate_minor_per_hour, currency,
        stripe_payment_method_id, created_at, agreed_minor)
      select gen_random_uuid(), s.city_id, s.id, g.id, tstzrange(noon, noon + interval '1 hour'), 'completed', 3, 450,
        'USD', 'pm_1', noon - interval '4 minutes', 450
      from spots s, guest g, lateral (
        select (date_trunc('week', now() at time zone '${ZONE}') - interval '5 days' + interval '12 hours')
          at time zone '${ZONE}' as noon) n
      where s.id = '${spotId}'
      returning id, city_id, period, created_at
    )
    insert into segments (id, city_id, reservation_id, revision, agreed, period, rate_minor_per_hour, created_at)
    select gen_random_uuid(), city_id, id, 1, period, period, 450, created_at from stay;
    commit;
  `);
}

test("draft is replayed, published and explained to drivers", async ({ page }) => {
  const errors = collectErrors(page);
  const street = await createTariffStreet(METER);
  const { tariffId, label, path } = street;
  addPastStay(street);
  await openConsole(page, `/tariffs/${tariffId}`);
  const occupancy = page.getByRole("region", { name: "Price by occupancy" });
  await occupancy.getByRole("button", { name: "Set a policy" }).click();
  await occupancy.getByLabel("Lowest coverage (%)").fill("30");
  await occupancy.getByLabel("Coverage (%)", { exact: true }).fill("100");
  await expectAccessible(page);
  await occupancy.getByRole("button", { name: "Save the policy" }).click();
  await expect(occupancy).toContainText("From 80% on, the rate rises by $0.25");

  await occupancy.getByRole("button", { name: "Draft a version" }).click();
  await occupancy.getByRole("button", { name: "Make the draft" }).click();
  const evidence = occupancy.getByRole("table", { name: "Evidence" });
  const band = evidence.getByRole("row").filter({ hasText: "Mon–Sat 8 AM–7 PM" });
  await expect(band).toContainText("$4.50 / h");
  await expect(band).toContainText("$4.25 / h");
  await expect(band).toContainText("3,600 s reserved");
  await expect(band).toContainText("Lowered");

  const replay = page.getByRole("region", { name: "Replay" });
  await replay.getByLabel("Rules").selectOption({ index: 1 });
  await replay.getByRole("button", { name: "Replay the stays" }).click();
  const total = replay.getByRole("table", { name: "Result" }).getByRole("row").filter({ hasText: "Total" });
  await expect(total.getByRole("cell")).toHaveText(["Total", "1", "$4.50", "$4.25", "-$0.25", "0", "1", "0", "0"]);
  await expectAccessible(page);

  await occupancy.getByRole("button", { name: "Publish the draft" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("The evidence becomes public");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(occupancy.getByText("Published", { exact: true })).toBeVisible();
  expect(errors).toEqual([]);

  await openMap(page, path.slice(1));
  await selectSpot(page, label);
  await page.getByRole("link", { name: "Price history" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Price history" })).toBeVisible();
  const changes = page.getByRole("main").locator(".price-change").filter({ hasText: "Tariff Street" });
  await expect(changes).toHaveCount(2);
  await expect(changes.first()).toContainText("$4.50 / h → $4.25 / h. Lowered.");
  await expect(changes.first()).toContainText("To compute a rate again");
  await expect(changes.last()).toContainText("The operator set these rates without a measurement.");
  await expectAccessible(page);
});
