const dayMs = 24 * 3_600_000;

/** What a call was that an agent records as abusive. */
export const incidentKinds = ['insults', 'threat', 'sexual', 'hate', 'persistent', 'other'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** What a centre owes an agent once an incident is released, in the order it falls due. */
export const duties = ['break-given', 'support-offered', 'customer-moved-on', 'followed-up'] as const;
export type Duty = (typeof duties)[number];

const dueAfterDays: Readonly<Record<Duty, number>> = { 'break-given': 1, 'support-offered': 1, 'customer-moved-on': 3, 'followed-up': 14 };

export const dutyDueAt = (duty: Duty, releasedAt: number): number => releasedAt + dueAfterDays[duty] * dayMs;

/** What the centre may ask its own systems to do about the customer of a call. */
export const customerMeasures = ['moved-on', 'barred'] as const;
export type CustomerMeasure = (typeof customerMeasures)[number];
