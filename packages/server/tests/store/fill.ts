import { askFor, defaultDebriefPolicy } from '@onhook/core/debrief';
import { asId, type CarryItemId, type CentreId, type GiftId, type IncidentId, type PersonId, type PhraseId, type RequestId, type ShareId, type SiteId } from '@onhook/core/ids';
import { record } from '../../src/platform/audit/index.ts';
import * as store from '../support/store.ts';
import { callRow, centre as north, eventRow, ledgerRow, line, offer, person, queue } from '../support/rows.ts';
import { recovery, recoveryRow, reset, source, T, team } from '../support/rows.ts';

/** At least one row in every table. */
export const fill = async (db: store.Db, centre: CentreId = north): Promise<void> => {
  await store.addCentre(db, { centre, name: 'Nörd "x"\n', timezone: 'UTC', policy: '{"a":[1]}', created_at: T });
  const site = asId<SiteId>('harbour');
  await store.upsertSite(db, { centre, site, name: 'Harbour' });
  await store.upsertTeam(db, { centre, team, name: 'Blue', site });
  const named = { centre, person, name: 'Ada', email: null, team, active: true, created_at: T };
  await store.upsertPerson(db, { ...named, roles: store.json(['agent']) });
  await store.setLeads(db, centre, team, [person]);
  await store.seeLines(db, centre, [{ line, source, name: 'Ada' }], T);
  await store.matchLine(db, centre, line, person);
  await store.addLink(db, { centre, token_hash: 'h', person, created_at: T, expires_at: T + 1 });
  const session = { centre, token_hash: 's', person, csrf: null, created_at: T, last_seen_at: T, expires_at: T + 1 };
  await store.addSession(db, session);
  const code = { centre, code_hash: 'k', session_hash: 's', challenge: 'c', host: 'https://crm.example' };
  await store.addFrameCode(db, { ...code, created_at: T, expires_at: T + 1 });
  await store.appendEvents(
    db,
    centre,
    Array.from({ length: 1_234 }, (_, n) => eventRow(n)),
  );
  await store.upsertCalls(db, [callRow('c1', { centre, wait_seconds: 0.1 }), callRow('c2', { centre, reasons: null })]);
  await store.upsertRecoveries(db, [recoveryRow('r1', { centre })]);
  await store.appendEntries(db, [{ ...ledgerRow('t1', 'earned', -5), centre }, { ...ledgerRow('t1', 'granted', 5), centre }]);
  const made = { centre, offer, recovery, person, state: 'intended', intended_at: T };
  await store.upsertOffers(db, [{ ...made, shown_at: null, answered_at: null, answer: null, expired_at: null }]);
  await store.appendOfferEvents(db, [{ centre, offer, state: 'intended', answer: null, at: T }]);
  await store.startReset(db, {
    centre,
    reset,
    recovery,
    person,
    started_at: T,
    ended_at: null,
    how: null,
    interrupted_by: null,
  });
  await store.putTeamPhrase(db, {
    centre,
    team,
    phrase: asId<PhraseId>('w1'),
    situation: 'limit',
    text: 'One at a time, «please» 🙏🏽.',
    when_to_use: '',
    avoid: '',
    written_by: person,
    written_at: T,
  });
  const other = asId<PersonId>('p2');
  await store.upsertPerson(db, { ...named, person: other, roles: store.json(['agent']) });
  await store.addStandIn(db, { centre, lead: person, person: other, from_at: T, until_at: T + 1 });
  await store.addIdentity(db, { centre, issuer: 'https://id.example', subject: 's', person, created_at: T });
  await store.addAttempt(db, { centre, attempt_hash: 'a', kind: 'oidc', bound_to: 'b', created_at: T, expires_at: T + 1 });
  const passkey = { centre, credential: 'c', person, public_key: 'k', counter: 3, transports: store.json(['usb']), backed_up: true };
  await store.addPasskey(db, { ...passkey, name: 'Key', created_at: T, last_used_at: null });
  await store.addScimToken(db, centre, 't', 'directory', T);
  await store.askIntoCircle(db, centre, { asker: person, asked: other }, T);
  await store.putCarryItem(db, {
    centre,
    person,
    item: asId<CarryItemId>('i1'),
    due_at: T,
    done_at: null,
    deleted: false,
    changed_at: T,
  });
  await record(db, { centre, at: T, actor: null, as: 'command-line', deed: 'link-made', about: [person] });
  await store.putKeysOf(db, { centre, person, version: 1, keys: 'sealed', card: 'card', at: T });
  const item = { item: 'n1', version: 1, sealed: 'sealed' };
  await store.writeVaultOf(db, centre, person, { head: { version: 1, sealed: 'sealed' }, put: [item], deleted: [], at: T });
  const sent = { centre, share: asId<ShareId>('s1'), sender: person, recipient: other, purpose: 'debrief-note', answers: null } as const;
  await store.addShare(db, { ...sent, sealed: 'sealed', sent_at: T, opened_at: null, taken_back_at: null });
  const incident = asId<IncidentId>('incident-1');
  await store.addIncident(db, {
    centre,
    incident,
    person,
    team,
    kind: 'threat',
    severity: '',
    happened: 'x',
    done: '',
    happened_at: T,
    call: null,
    leg: null,
    facts: null,
    released_at: T,
    customer_measure: null,
    customer_asked_at: null,
    customer_asked_by: null,
    customer_told_at: null,
  });
  await store.addDuty(db, { centre, incident, duty: 'break-given', done_at: T, done_by: other });
  await store.addSigningKey(db, centre, 'k', T);
  const wanted = { request: asId<RequestId>('request1'), asker: person, wish: { kind: 'word' }, reach: { kind: 'lead', person: other } } as const;
  const asked = askFor(wanted, { standIns: [], otherLeads: [], circle: [] }, defaultDebriefPolicy, T);
  await store.addRequest(db, centre, asked, null);
  const gift = { centre, gift: asId<GiftId>('gift1'), request: asked.request, person, given_by: other, kind: 'break' } as const;
  await store.addGift(db, { ...gift, recovery, from_at: T, until_at: T + 1, taken_back_at: null });
  await store.addNote(db, centre, asked.request, sent.share);
  await store.upsertUsual(db, [{ centre, queue, hour: 9, sketch: { b: 1.25 }, updated_at: T }]);
  const state = Uint8Array.from({ length: 2_000 }, (_, n) => n % 256);
  await store.saveSnapshot(db, { centre, state_version: 1, up_to_seq: 1_000, state, at: T });
  await store.takeFloor(db, centre, 'a', T, 1_000);
};
