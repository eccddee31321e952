import type { components } from "./schema";

type Schemas = components["schemas"];

export type Reservation = Schemas["ReservationView"];
export type FreeSpot = Schemas["FreeSpotView"];
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
export type CreateReservation = Schemas["CreateReservation"];
export type CreatedReservation = Schemas["CreatedReservation"];
export type Extension = Schemas["ExtensionView"];
export type SignUp = Schemas["SignUpView"];
