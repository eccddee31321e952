import type { components } from "./schema";

type Schemas = components["schemas"];

export type Reservation = Schemas["ReservationView"];
export type FreeSpot = Schemas["FreeSpotView"];
export type RefusedSpot = Schemas["RefusedSpotView"];
export type LiveSpot = Schemas["LiveSpotView"];
export type LiveMessage = Schemas["LiveMessage"];
export type LiveRequest = Schemas["LiveRequest"];
export type Charge = Schemas["ChargeView"];
export type Owed = Schemas["OwedView"];
export type Receipt = Schemas["ReceiptView"];
export type SavedCard = Schemas["SavedCardView"];
export type SavedVehicle = Schemas["VehicleView"];
export type VehicleBody = Schemas["VehicleBody"];
export type VehicleChoice = Schemas["ChooseVehicle"];
export type Card = Schemas["CardView"];
export type CardSetUp = Schemas["CardSetUpView"];
export type User = Schemas["UserView"];
export type Problem = Schemas["Problem"];
/** Of the api; without a response `offline` if the device has no network, else `unreachable`. */
export type ProblemCode = Problem["code"] | "offline" | "unreachable";
export type CreateReservation = Schemas["CreateReservation"];
export type CreatedReservation = Schemas["CreatedReservation"];
export type Quote = Schemas["QuoteView"];
export type PriceLine = Schemas["LineView"];
export type PriceHistory = Schemas["PriceHistory"];
export type PriceChange = Schemas["PriceChangeView"];
export type Evidence = Schemas["EvidenceView"];
export type BandEvidence = Schemas["BandEvidenceView"];
export type YieldPolicy = Schemas["YieldPolicy"];
export type YieldEvidence = NonNullable<PriceChange["yield_evidence"]>;
export type SignUp = Schemas["SignUpView"];
