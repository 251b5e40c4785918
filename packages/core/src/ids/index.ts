declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Contact centre (tenant). */
export type CentreId = Branded<'CentreId'>;
/** Person with an account: agent, lead, analyst, manager or administrator. */
export type PersonId = Branded<'PersonId'>;
/** Team of a centre. */
export type TeamId = Branded<'TeamId'>;
/** Site of a centre. */
export type SiteId = Branded<'SiteId'>;
/** Name of a queue, as the phone system spells it. */
export type QueueName = Branded<'QueueName'>;
/** Call, as the phone system identifies it (Asterisk: the caller channel's Uniqueid). */
export type CallId = Branded<'CallId'>;
/** An agent's line on the phone system, which it can ring and pause (Asterisk: the member's Interface). */
export type LineId = Branded<'LineId'>;
/** Connected phone system. */
export type SourceId = Branded<'SourceId'>;
/** Keyed hash of the caller's number. Serves only to see that the same customer calls again. */
export type CustomerKey = Branded<'CustomerKey'>;
/** Command to a phone system; its outcome carries the same id. */
export type CommandId = Branded<'CommandId'>;
/** Offer of recovery time. */
export type OfferId = Branded<'OfferId'>;
/** Recovery: protected minutes and their pause. */
export type RecoveryId = Branded<'RecoveryId'>;
/** Guided reset. */
export type ResetId = Branded<'ResetId'>;
/** A phrase that a lead wrote for a team. */
export type PhraseId = Branded<'PhraseId'>;
/** Request for a short talk with a teammate. */
export type TalkRequestId = Branded<'WordId'>;
/** Item of a carry list. */
export type CarryItemId = Branded<'CarryItemId'>;
/** An abusive call that an agent recorded. */
export type IncidentId = Branded<'IncidentId'>;
/** Item that a person encrypted for another. */
export type ShareId = Branded<'ShareId'>;
/** Debrief request of an agent to a lead, a colleague or their circle. */
export type RequestId = Branded<'RequestId'>;
/** Grant by a lead: time off the line, or one queue less. */
export type TimeGrantId = Branded<'TimeGrantId'>;

/**
 * Brands a plain string as an identifier. Checks nothing. Use it only where identifiers enter the program.
 *
 * @example
 * const person = asId<PersonId>(params.person);
 */
export const asId = <Id extends string>(text: string): Id => text as Id;
