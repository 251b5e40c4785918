import { asId, type LineId, type PersonId, type SourceId, type TeamId } from '@onhook/core/ids';
import type { Plan } from '@onhook/floor-sim';
import type { Config } from '../platform/config/index.ts';
import type { Role } from '@onhook/contract';
import { json, type Store } from '../platform/store/index.ts';
import { matchLine, seeLines } from '../centre/queries/lines.ts';
import { saveLastSignInDay } from '../features/sign-in/index.ts';
import { setLeads, upsertPerson, upsertTeam } from '../platform/organisation/index.ts';

/** The people whose links the demo prints. */
export interface DemoPeople {
  readonly agent: { readonly person: PersonId; readonly name: string; readonly line: LineId };
  readonly lead: { readonly person: PersonId; readonly name: string };
  readonly analyst: { readonly person: PersonId; readonly name: string };
  readonly admin: { readonly person: PersonId; readonly name: string };
}

const idOf = (name: string): PersonId =>
  asId(name.normalize('NFD').replace(/[^A-Za-z ]/g, '').trim().toLowerCase().replace(/ +/g, '-'));

/** Puts the imaginary centre's people, teams and lines into an empty store. */
export const seedPeople = async (store: Store, config: Config, plan: Plan, now: number): Promise<DemoPeople> => {
  const { centre } = config.centre;
  const first = plan.agents[0]!;
  const lead = { person: asId<PersonId>('ines-carvalho'), name: 'Inês Carvalho' };
  const analyst = { person: asId<PersonId>('tomasz-wilk'), name: 'Tomasz Wilk' };
  const admin = { person: asId<PersonId>('hana-novak'), name: 'Hana Novak' };
  const otherLead = { person: asId<PersonId>('deniz-kaya'), name: 'Deniz Kaya' };
  await store.db.transaction().execute(async (trx) => {
    const put = (person: PersonId, name: string, roles: readonly Role[], team: TeamId | null) =>
      upsertPerson(trx, { centre, person, name, email: `${person.replaceAll('-', '.')}@harbour.example`, roles: json(roles), team, active: true, created_at: now });
    for (const queue of plan.queues) await upsertTeam(trx, { centre, team: asId<TeamId>(queue.name.toLowerCase()), name: queue.name });
    for (const agent of plan.agents) {
      await put(idOf(agent.name), agent.name, ['agent'], asId<TeamId>(agent.queues[0].toLowerCase()));
      await seeLines(trx, centre, [{ line: agent.line, source: asId<SourceId>(plan.source), name: agent.name }], now);
      await matchLine(trx, centre, agent.line, idOf(agent.name));
    }
    await put(lead.person, lead.name, ['lead'], null);
    await put(analyst.person, analyst.name, ['analyst'], null);
    // One agent has not signed in yet, so that the list of people has an invitation to look after.
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: config.centre.timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
    const signedIn = [...plan.agents.slice(0, -1).map(({ name }) => idOf(name)), lead.person, otherLead.person];
    for (const person of signedIn) await saveLastSignInDay(trx, centre, person, today);
    await put(admin.person, admin.name, ['admin'], null);
    await put(otherLead.person, otherLead.name, ['lead'], null);
    for (const [index, queue] of plan.queues.entries()) {
      await setLeads(trx, centre, asId<TeamId>(queue.name.toLowerCase()), [index < 2 ? lead.person : otherLead.person]);
    }
  });
  return { agent: { person: idOf(first.name), name: first.name, line: first.line }, lead, analyst, admin };
};
