import type { PanelView } from '@onhook/contract';
import type { Policy } from '@onhook/core/floor';
import type { PersonId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { CentreDay } from '../../centre/centre-day.ts';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { actorsOwn, authorizeActor, type Actor, type Authorized, type RoleAccess } from '../../platform/access/index.ts';
import type { Bus, ServerEvents } from '../../platform/bus/index.ts';
import type { LiveHub, LiveMessage, Topic } from '../../platform/live/hub.ts';
import { presentPanel } from './views.ts';

export const panelAccess: RoleAccess = { about: 'an agent’s panel', allow: { agent: ['own'] } };
export const ownPanel = actorsOwn('own-panel');

export interface PanelDeps {
  readonly bus: Bus<ServerEvents>;
  readonly clock: Clock;
  readonly config: { readonly policy: Policy };
  readonly day: CentreDay;
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly live: LiveHub;
}

/** The live topic "panel": pushes an agent's whole panel to their browsers whenever it has changed. */
export class Panels implements Topic {
  readonly name = 'panel';
  readonly #deps: PanelDeps;
  readonly #names = new Map<PersonId, string>();

  constructor(deps: PanelDeps) {
    this.#deps = deps;
    deps.live.addTopic(this);
    deps.bus.subscribe('floor-changed', ({ people }) => this.#push(people));
    deps.bus.subscribe('people-changed', ({ agents }) => {
      for (const person of deps.live.peopleOn(this.name)) if (!agents.has(person)) deps.live.endStreams(this.name, person);
    });
  }

  open(actor: Actor): LiveMessage | null {
    const authorized = authorizeActor(panelAccess, ownPanel, actor);
    if (!authorized) return null;
    if (!this.#names.has(actor.person)) this.#names.set(actor.person, actor.name);
    return { name: 'panel', data: this.view(authorized, actor.name) };
  }

  closed(person: PersonId): void {
    if (!this.#deps.live.isOpen(this.name, person)) this.#names.delete(person);
  }

  /** Presents the panel as it is now. */
  view({ resource: person }: Authorized<PersonId, 'own-panel'>, name: string): PanelView {
    return this.#view(person, name);
  }

  #view(person: PersonId, name: string): PanelView {
    const { clock, config, day, runtime } = this.#deps;
    const now = clock.now();
    return presentPanel(runtime.floor, { person, name }, { now, dayStartAt: day.dayStartOf(now), policy: config.policy });
  }

  #push(people: ReadonlySet<PersonId>): void {
    for (const person of people) {
      const name = this.#names.get(person);
      if (name !== undefined) this.#deps.live.pushToTopic(this.name, person, 'panel', this.#view(person, name));
    }
  }
}
