/** The OA host beside sending: people, quota, conversation, tags, uploads, the account itself. */
import { fieldInvalid, Refusal, text } from './refusal';
import { DAY_MS, type SimUser, type Upload, type World } from './world';

const VN_OFFSET_MS = 7 * 3_600_000;
const MB = 1024 * 1024;

export function getOa(world: World): object {
  const { oa } = world;
  return {
    oaid: oa.id,
    name: oa.name,
    is_verified: oa.verified,
    oa_type: oa.type,
    num_follower: [...world.users.values()].filter((one) => one.follower).length,
    package_name: oa.packageName,
    package_valid_through_date: '31/12/2030',
    linked_ZCA: oa.zbsLinked ? '1' : '',
  };
}

export function userDetail(world: World, query: Record<string, unknown>): object {
  const user = knownUser(world, query);
  return {
    user_id: user.id,
    user_id_by_app: user.idByApp,
    user_external_id: '',
    display_name: user.displayName,
    user_alias: '',
    is_sensitive: false,
    user_last_interaction_date: user.lastInteractionMs === undefined ? '' : dayText(user.lastInteractionMs),
    user_is_follower: user.follower,
    avatar: '',
    avatars: { '120': '', '240': '' },
    dynamic_param: '',
    tags_and_notes_info: { notes: [], tag_names: [...user.tags] },
    shared_info: {
      name: '',
      phone: user.sharedPhone ?? '',
      address: '',
      city: '',
      district: '',
    },
  };
}

export function userList(world: World, query: Record<string, unknown>): object {
  const { offset, count } = query;
  if (!integer(offset) || offset > 9_951) throw fieldInvalid('offset');
  if (!integer(count) || count < 1 || count > 50) throw fieldInvalid('count');
  const matching = [...world.users.values()].filter(
    (one) =>
      (query.is_follower === undefined || one.follower === query.is_follower) &&
      (query.tag_name === undefined || one.tags.has(String(query.tag_name))) &&
      inPeriod(world, one, query.last_interaction_period),
  );
  const users = matching.slice(offset, offset + count).map((one) => ({ user_id: one.id }));
  return { total: matching.length, count: users.length, offset, users };
}

function inPeriod(world: World, user: SimUser, period: unknown): boolean {
  if (period === undefined) return true;
  const days = { TODAY: 1, YESTERDAY: 2, L7D: 7, L30D: 30 }[String(period)];
  if (days === undefined) throw fieldInvalid('last_interaction_period');
  return user.lastInteractionMs !== undefined && world.nowMs() - user.lastInteractionMs <= days * DAY_MS;
}

export function messageQuota(world: World, body: Record<string, unknown>): object {
  if (body.quota_owner !== undefined) return { quota_type: 'sub_quota', remain: 2_000, total: 2_000 };
  const user = knownUser(world, body);
  return {
    ...(user.lastInteractionMs === undefined ? {} : { last_interaction: String(user.lastInteractionMs) }),
    cs_reply: { remain: 8, total: 8 },
    promotion: { daily_remain: 0, daily_total: 1, monthly_remain: 4, monthly_total: 6 },
  };
}

/** A bare array, newest first. */
export function conversation(world: World, query: Record<string, unknown>): object[] {
  const user = knownUser(world, query);
  const { offset = 0, count = 10 } = query;
  if (!integer(offset)) throw fieldInvalid('offset');
  if (!integer(count) || count < 1 || count > 10) throw fieldInvalid('count');
  return world.conversation
    .filter((one) => one.userId === user.id)
    .slice(offset, offset + count)
    .map((one) => ({
      src: one.fromUser ? 1 : 0,
      time: one.atMs,
      type: 'text',
      message: one.text,
      message_id: one.messageId,
      from_id: one.fromUser ? user.id : world.oa.id,
      to_id: one.fromUser ? world.oa.id : user.id,
    }));
}

export function tagUser(world: World, body: Record<string, unknown>, add: boolean): object {
  const user = knownUser(world, body);
  const name = text(body.tag_name, 'tag_name');
  if (add) user.tags.add(name);
  else user.tags.delete(name);
  return {};
}

export const tagNames = (world: World): string[] => [
  ...new Set([...world.users.values()].flatMap((one) => [...one.tags])),
];

const UPLOADS: Record<Upload['kind'], { extensions: readonly string[]; maxBytes: number }> = {
  image: { extensions: ['jpg', 'jpeg', 'png'], maxBytes: MB },
  gif: { extensions: ['gif'], maxBytes: 5 * MB },
  file: { extensions: ['pdf', 'doc', 'docx', 'csv'], maxBytes: 5 * MB },
};

export async function upload(
  world: World,
  kind: Upload['kind'],
  input: { contentType: string; body: Buffer },
): Promise<object> {
  if (!input.contentType.startsWith('multipart/form-data')) throw fieldInvalid('file');
  const form = await new Response(new Uint8Array(input.body), {
    headers: { 'content-type': input.contentType },
  }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) throw fieldInvalid('file');
  const rule = UPLOADS[kind];
  const extension = /\.([A-Za-z0-9]+)$/.exec(file.name)?.[1]?.toLowerCase();
  // Judged by the name alone; without an extension Zalo says success and gives nothing.
  if (extension === undefined) return {};
  if (!rule.extensions.includes(extension)) throw fieldInvalid('file');
  if (file.size > rule.maxBytes) throw new Refusal(-210, 'Parameter file exceeds allowable limit');
  const id = world.nextId('upload');
  world.uploads.set(id, { id, kind, filename: file.name, atMs: world.nowMs() });
  return kind === 'file' ? { token: id } : { attachment_id: id };
}

function knownUser(world: World, from: Record<string, unknown>): SimUser {
  const user = world.user(text(from.user_id, 'user_id'));
  if (!user) throw fieldInvalid('user_id');
  return user;
}

const integer = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function dayText(ms: number): string {
  const [year = '', month = '', day = ''] = new Date(ms + VN_OFFSET_MS).toISOString().slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}

/** Headers of rule 10: 4,000 requests a minute and application. Returns false when this one is too many. */
export function countRequest(world: World): { allowed: boolean; headers: Record<string, string> } {
  const minute = Math.floor(world.nowMs() / 60_000);
  if (world.rate.minute !== minute) world.rate = { minute, count: 0 };
  world.rate.count += 1;
  const limit = world.switches.ratePerMinute;
  return {
    allowed: world.rate.count <= limit,
    headers: {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remain': String(Math.max(0, limit - world.rate.count)),
    },
  };
}
