declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type CentreId = Branded<'CentreId'>;
export type PersonId = Branded<'PersonId'>;
export type TeamId = Branded<'TeamId'>;
export type SiteId = Branded<'SiteId'>;
/** A queue's name, as the phone system spells it. */
export type QueueName = Branded<'QueueName'>;
/** One caller's visit, as the phone system names it (Asterisk: the caller channel's Uniqueid). */
export type CallId = Branded<'CallId'>;
/** An agent's place on the phone system: what can be rung and paused (Asterisk: the member's Interface). */
export type LineId = Branded<'LineId'>;
/** One connected phone system. */
export type SourceId = Branded<'SourceId'>;
/** A keyed hash of the caller's number; only good for seeing that the same customer called again. */
export type CustomerKey = Branded<'CustomerKey'>;
export type OfferId = Branded<'OfferId'>;
export type RecoveryId = Branded<'RecoveryId'>;
export type ResetId = Branded<'ResetId'>;
/** A phrase that a lead wrote for a team. */
export type PhraseId = Branded<'PhraseId'>;
/** One request for a word with a teammate. */
export type WordId = Branded<'WordId'>;
export type CarryItemId = Branded<'CarryItemId'>;
/** An abusive call that an agent recorded. */
export type IncidentId = Branded<'IncidentId'>;
/** One thing that a person sealed for another. */
export type ShareId = Branded<'ShareId'>;
/** What an agent asked of a lead or a colleague. */
export type RequestId = Branded<'RequestId'>;
/** Time, or a queue less, that a lead gave. */
export type GiftId = Branded<'GiftId'>;

/** Names a plain string for what it identifies. Use where identifiers enter the house, nowhere else. */
export const asId = <Id extends string>(text: string): Id => text as Id;
