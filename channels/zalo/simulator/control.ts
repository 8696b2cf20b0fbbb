/** What people and console settings do to the simulated Zalo; used by tests, the demo and the page. */

import type { Events } from './events';
import type { FaultKind, FaultMatch, Faults } from './faults';
import { buildUser, defaultTemplate } from './fixtures';
import { issuePair } from './oauth';
import type { Webhooks } from './webhooks';
import type { DeliveredMessage, SimApp, SimOa, SimSwitches, SimTemplate, SimUser, World } from './world';

export interface NewUser {
  id?: string;
  displayName?: string;
  /** `84…`; without one the person has no template by phone. */
  phone?: string;
  admin?: boolean;
}

export interface SimulatorControl {
  readonly app: Readonly<SimApp>;
  readonly oa: Readonly<SimOa>;
  setApp(changes: Partial<SimApp>): void;
  /** Package, verification, balance, quota, links. */
  setOa(changes: Partial<SimOa>): void;
  setSwitches(changes: Partial<SimSwitches>): void;
  /** A pair as the API Explorer gives it; kills the pair before. */
  issueTokens(): { accessToken: string; refreshToken: string };

  createUser(user?: NewUser): SimUser;
  setUser(
    userId: string,
    changes: Partial<Pick<SimUser, 'blocked' | 'inactive' | 'phone' | 'lastInteractionMs'>>,
  ): void;
  users(): readonly SimUser[];
  follow(userId: string): Promise<void>;
  unfollow(userId: string): Promise<void>;
  /** The person writes to the account. */
  say(userId: string, text: string): Promise<void>;
  /** Presses a button of a message; a link button only returns its address, as the phone opens it by itself. */
  press(messageId: string, button?: number | string): Promise<{ url?: string }>;
  read(userId: string): Promise<void>;
  setOnline(userId: string, online: boolean): Promise<void>;
  submitInfo(userId: string, info: { name: string; phone: string; address?: string }): Promise<void>;
  withdraw(userId: string): Promise<void>;

  addTemplate(template?: Partial<SimTemplate>): SimTemplate;
  setTemplate(id: string, changes: Partial<SimTemplate>): void;
  addGroup(id: string, disabled?: boolean): void;

  injectFault(fault: FaultKind, match?: FaultMatch): void;
  clearFaults(): void;

  webhooks: Pick<
    Webhooks,
    'subscribe' | 'duplicate' | 'holdAndReverse' | 'enable' | 'enabled' | 'log' | 'nextDueMs'
  >;
  /** Delivers every webhook due at the clock's time; call it after moving the clock and before looking. */
  settle(): Promise<void>;

  /** Every message that reached somebody, oldest first. */
  outbox(): readonly DeliveredMessage[];
  onDelivered(listener: (message: DeliveredMessage) => void): () => void;
}

export function createControl(deps: {
  world: World;
  events: Events;
  webhooks: Webhooks;
  faults: Faults;
  /** Called after everything that may have changed the world. */
  changed: () => void;
}): SimulatorControl {
  const { world, events, webhooks, faults, changed } = deps;

  const user = (id: string): SimUser => {
    const found = world.user(id);
    if (!found) throw new Error(`The simulated Zalo has no user ${id}`);
    return found;
  };
  const template = (id: string): SimTemplate => {
    const found = world.templates.get(id);
    if (!found) throw new Error(`The simulated Zalo has no template ${id}`);
    return found;
  };
  /** Acts, then waits until the service has answered the webhooks that this caused. */
  const act = async (work: () => void): Promise<void> => {
    work();
    changed();
    await webhooks.pump();
  };

  return {
    app: world.app,
    oa: world.oa,
    setApp: (changes) => void Object.assign(world.app, changes),
    setOa: (changes) => void Object.assign(world.oa, changes),
    setSwitches: (changes) => void Object.assign(world.switches, changes),
    issueTokens() {
      const pair = issuePair(world);
      changed();
      return { accessToken: pair.access_token, refreshToken: pair.refresh_token };
    },

    createUser(input = {}) {
      const made = buildUser(world.users.size + 1, input);
      world.users.set(made.id, made);
      changed();
      return made;
    },
    setUser: (id, changes) => void Object.assign(user(id), changes),
    users: () => [...world.users.values()],
    follow: (id) =>
      act(() => {
        const one = user(id);
        one.follower = true;
        world.touch(one);
        events.follow(one, true);
      }),
    unfollow: (id) =>
      act(() => {
        const one = user(id);
        one.follower = false;
        events.follow(one, false);
      }),
    say: (id, text) =>
      act(() => {
        const one = user(id);
        world.touch(one);
        events.wrote(one, text);
      }),
    async press(messageId, which = 0) {
      const message = world.outbox.find((one) => one.messageId === messageId);
      const buttons = message?.buttons ?? [];
      const button = typeof which === 'number' ? buttons[which] : buttons.find((one) => one.title === which);
      if (!message?.userId || !button) throw new Error(`Message ${messageId} has no button ${which}`);
      const one = user(message.userId);
      world.touch(one);
      if (button.type.startsWith('oa.query.')) {
        await act(() => void events.wrote(one, String(button.payload)));
        return {};
      }
      const url: unknown =
        typeof button.payload === 'object' && button.payload && Reflect.get(button.payload, 'url');
      return typeof url === 'string' ? { url } : {};
    },
    read: (id) => act(() => events.seen(user(id))),
    setOnline: (id, online) =>
      act(() => {
        const one = user(id);
        one.online = online;
        if (!online) return;
        for (const message of world.outbox) {
          if (message.userId === id && message.receivedAt === undefined) events.received(message, one);
        }
      }),
    submitInfo: (id, info) =>
      act(() => {
        const one = user(id);
        world.touch(one);
        one.sharedPhone = info.phone;
        events.submittedInfo(one, { address: '', ...info });
      }),
    withdraw: (id) => act(() => events.withdrew(user(id))),

    addTemplate(changes = {}) {
      const made = { ...defaultTemplate(), ...changes };
      world.templates.set(made.id, made);
      return made;
    },
    setTemplate: (id, changes) => void Object.assign(template(id), changes),
    addGroup: (id, disabled = false) => void world.groups.set(id, { members: new Set(), disabled }),

    injectFault: faults.inject,
    clearFaults: faults.clear,

    webhooks,
    settle: () => webhooks.pump(),

    outbox: () => world.outbox,
    onDelivered(listener) {
      world.keepers.add(listener);
      return () => world.keepers.delete(listener);
    },
  };
}
