import * as contract from '@onhook/contract';
import { circleOf } from '@onhook/core/circle';
import { asId, type PersonId, type ShareId } from '@onhook/core/ids';
import { actorsOwn, probeCentres, resource } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { Refused } from '../../platform/result.ts';
import { circleLinksOf } from '../circle/index.ts';
import type { VaultDeps } from './routes.ts';
import { addShare, endShare, fetchShare, findShare, possibleRecipients, sharesOf, type ShareRecipient } from './share-queries.ts';
import { toSharesView } from './views.ts';

const { route, auditedRoute } = routesOf<VaultDeps>();

interface ByShare {
  readonly params: { readonly share: string };
}

const ownShares = actorsOwn('own-shares');

/** A share that another person sent to the actor. */
const shareForActor = resource('share-for-actor', async (actor, { params }: ByShare, { store, centre }: VaultDeps) => {
  const share = await findShare(store.db, centre, asId<ShareId>(params.share));
  return share?.recipient === actor.person ? { relation: 'shared', resource: share } : null;
});

/** A share that the actor sent to another person. */
const ownShare = resource('own-share', async (actor, { params }: ByShare, { store, centre }: VaultDeps) => {
  const share = await findShare(store.db, centre, asId<ShareId>(params.share));
  return share?.sender === actor.person ? { relation: 'own', resource: share } : null;
});

const recipientsFor = async ({ store, centre }: VaultDeps, person: PersonId): Promise<ShareRecipient[]> =>
  possibleRecipients(store.db, centre, person, circleOf(person, await circleLinksOf(store.db, centre, person)).members);

const probeShare = (people: readonly string[]) => probeCentres(people, (centre) => ({ params: { share: `share-in-${centre}` } }));

export const shareRoutes = [
  route({
    contract: contract.readPeopleToShareWith,
    access: {
      about: 'the circle, the leads of the person’s team, and people who shared with them, or answered or made a request',
      allow: { everyone: ['team', 'shared'] },
    },
    resource: actorsOwn('people-in-reach', 'shared'),
    handler: async ({ resource: me }, { deps }) => ({ people: await recipientsFor(deps, me) }),
  }),
  route({
    contract: contract.readShares,
    access: { about: 'the two people of each share, and when', allow: { everyone: ['own', 'shared'] } },
    resource: ownShares,
    handler: async ({ resource: me }, { deps: { store, centre } }) => toSharesView(me, await sharesOf(store.db, centre, me)),
  }),
  route({
    contract: contract.putShare,
    access: { about: 'a share sealed for one of those people', allow: { everyone: ['own'] } },
    resource: ownShares,
    // omar is in maya's circle. lea leads his team, which gives her no access to his vault.
    probes: ({ north, south }) => [
      { body: { share: 'one-more-share', to: 'omar' }, centre: north, for: ['maya'] },
      { body: { share: 'one-more-share', to: 'only-south' }, centre: south, for: [] },
    ],
    handler: async ({ resource: me }, { body, deps }) => {
      const { store, centre, clock } = deps;
      const [share, to] = [asId<ShareId>(body.share), asId<PersonId>(body.to)];
      const answers = body.answers === null ? null : asId<ShareId>(body.answers);
      if (!(await recipientsFor(deps, me)).some(({ person }) => person === to)) throw new Refused('not-found');
      const answered = answers && (await findShare(store.db, centre, answers));
      if (answers && !(answered && answered.recipient === me && answered.sender === to)) throw new Refused('not-found');
      const added = await addShare(store.db, {
        centre,
        share,
        sender: me,
        recipient: to,
        purpose: body.purpose,
        answers,
        sealed: body.sealed,
        sent_at: clock.now(),
        opened_at: null,
        taken_back_at: null,
      });
      // A browser that got no reply sends the same share again.
      const existing = added ? null : await findShare(store.db, centre, share);
      if (existing && !(existing.sender === me && existing.recipient === to && existing.sealed === body.sealed)) {
        throw new Refused('no-longer-possible', 'another share has this id');
      }
      return {};
    },
  }),
  auditedRoute({
    contract: contract.openShare,
    access: { about: 'a share sealed for one person', allow: { everyone: ['shared'] }, audit: 'share-opened' },
    resource: shareForActor,
    probes: probeShare(['omar']),
    handler: async ({ resource: { share, sender, recipient } }, { audit, deps: { store, centre, clock } }) =>
      store.db.transaction().execute(async (trx) => {
        const sealed = await fetchShare(trx, centre, recipient, share, clock.now());
        if (sealed === null) throw new Refused('not-found');
        return { recorded: await audit([sender], trx), reply: { sealed } };
      }),
  }),
  route({
    contract: contract.takeBackShare,
    access: { about: 'a share sealed for one person', allow: { everyone: ['own'] } },
    resource: ownShare,
    probes: probeShare(['maya']),
    handler: async ({ resource: { share, sender } }, { deps: { store, centre, clock } }) => {
      if (!(await endShare(store.db, centre, sender, share, clock.now()))) throw new Refused('not-found');
      return {};
    },
  }),
] as const;
