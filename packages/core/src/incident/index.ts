const dayMs = 24 * 3_600_000;

/** Kinds of an abusive call, as the agent who records it chooses. */
export const incidentKinds = ['insults', 'threat', 'sexual', 'hate', 'persistent', 'other'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** Duties of a centre towards an agent once an incident is released, in the order in which they fall due. */
export const duties = ['break-given', 'support-offered', 'customer-moved-on', 'followed-up'] as const;
export type Duty = (typeof duties)[number];

const dueAfterDays: Readonly<Record<Duty, number>> = { 'break-given': 1, 'support-offered': 1, 'customer-moved-on': 3, 'followed-up': 14 };

/** Latest time for a duty, epoch milliseconds: 1 day for a break and support, 3 for the customer, 14 for the follow-up. */
export const dutyDueAt = (duty: Duty, releasedAt: number): number => releasedAt + dueAfterDays[duty] * dayMs;

/** Measures that a centre may ask its own systems to take about the customer of a call. */
export const customerMeasures = ['moved-on', 'barred'] as const;
export type CustomerMeasure = (typeof customerMeasures)[number];
