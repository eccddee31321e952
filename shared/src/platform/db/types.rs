//! diesel's traits for domain types, which do not depend on diesel.
//!
//! diesel's `foreign_derive` needs a proxy type for each; the proxy is never constructed.

use crate::platform::domain::{
    ids::{
        BarrierCommandId, CameraId, CardId, ChargeId, CityId, ClosureId, DeviceEventId, DeviceId,
        EntryCodeId, FavoriteId, GuestId, ImportId, IncidentId, JobId, LaneId, LoneExitId,
        NfcTagId, OccupancyPolicyId, PlateReadId, ProofId, QuoteId, RecountId, ReducedRatePermitId,
        RefundId, ReservationId, ReservationVehicleId, RoleGrantId, SessionId, SiteId, SpotId,
        TariffAssignmentId, TariffDraftId, TariffId, TariffVersionId, UserId, VehicleId, VisitId,
        YieldChangeId, YieldPolicyId, ZoneId,
    },
    job_state::JobState,
    language::Language,
    mail::MailTemplate,
};

/// Implements the traits of a `uuid` column for ids.
macro_rules! uuid_types {
    ($($proxy:ident($name:ident)),+ $(,)?) => {$(
        #[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(foreign_derive)]
        #[diesel(sql_type = diesel::sql_types::Uuid)]
        #[expect(dead_code, reason = "a proxy for the derives")]
        struct $proxy($name);

        impl diesel::serialize::ToSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Uuid, diesel::pg::Pg>::to_sql(
                    &self.0, out,
                )
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                diesel::deserialize::FromSql::<diesel::sql_types::Uuid, diesel::pg::Pg>::from_sql(
                    value,
                )
                .map(Self)
            }
        }
    )+};
}

/// Implements the traits of a `text` column for the enumerations of `text_enum!`.
macro_rules! text_types {
    ($($proxy:ident($name:ident)),+ $(,)?) => {$(
        #[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(foreign_derive)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        #[expect(dead_code, reason = "a proxy for the derives")]
        struct $proxy($name);

        impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Text, diesel::pg::Pg>::to_sql(
                    self.as_str(), out,
                )
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<
                    diesel::sql_types::Text,
                    diesel::pg::Pg,
                >>::from_sql(value)?;
                text.parse::<$name>()
                    .map_err(|error| format!("column holds {text:?}: {error}").into())
            }
        }
    )+};
}
pub(crate) use text_types;

uuid_types! {
    BarrierCommand(BarrierCommandId),
    Camera(CameraId),
    Card(CardId),
    Charge(ChargeId),
    City(CityId),
    Closure(ClosureId),
    Device(DeviceId),
    DeviceEvent(DeviceEventId),
    EntryCode(EntryCodeId),
    Favorite(FavoriteId),
    Guest(GuestId),
    Import(ImportId),
    Incident(IncidentId),
    Job(JobId),
    Lane(LaneId),
    LoneExit(LoneExitId),
    NfcTag(NfcTagId),
    OccupancyPolicy(OccupancyPolicyId),
    PlateRead(PlateReadId),
    Proof(ProofId),
    Quote(QuoteId),
    Recount(RecountId),
    ReducedRatePermit(ReducedRatePermitId),
    Refund(RefundId),
    Reservation(ReservationId),
    ReservationVehicle(ReservationVehicleId),
    RoleGrant(RoleGrantId),
    Session(SessionId),
    Site(SiteId),
    Spot(SpotId),
    Tariff(TariffId),
    TariffAssignment(TariffAssignmentId),
    TariffDraft(TariffDraftId),
    TariffVersion(TariffVersionId),
    User(UserId),
    Vehicle(VehicleId),
    Visit(VisitId),
    YieldChange(YieldChangeId),
    YieldPolicy(YieldPolicyId),
    Zone(ZoneId),
}

text_types! {
    JobStateText(JobState),
    LanguageText(Language),
    MailTemplateText(MailTemplate),
}
