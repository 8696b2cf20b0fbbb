/** What Zalo's answers look like: strings or numbers for the same thing, unknown fields ignored. */
import { z } from 'zod';

/** Ids exceed 2^53: a number that JSON already rounded is no id. */
export const idText = z.union([z.string().min(1), z.number().refine(Number.isSafeInteger).transform(String)]);
export const numberish = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

export const envelope = z.looseObject({
  error: numberish,
  message: z.string().optional(),
  data: z.unknown().optional(),
});

export const quota = z.looseObject({
  quota_type: z.string().optional(),
  remain: numberish.optional(),
  total: numberish.optional(),
});

export const sentByUser = z.looseObject({
  message_id: idText,
  user_id: idText.optional(),
  sent_time: numberish.optional(),
  quota: quota.optional(),
});
export const sentToGroup = z.looseObject({
  message_id: idText,
  group_id: idText.optional(),
  sent_time: numberish.optional(),
});
export const sentByPhone = z.looseObject({
  msg_id: idText,
  sent_time: numberish.optional(),
  quota: z.looseObject({ dailyQuota: numberish.optional(), remainingQuota: numberish.optional() }).optional(),
});
export const uploadedImage = z.looseObject({ attachment_id: idText });
/** Documented as `token`; some answers were seen with `attachment_id`. */
export const uploadedFile = z
  .looseObject({ token: idText.optional(), attachment_id: idText.optional() })
  .transform((data, ctx) => {
    const token = data.token ?? data.attachment_id;
    if (token !== undefined) return { token };
    ctx.addIssue('no token');
    return z.NEVER;
  });

export const officialAccount = z
  .looseObject({
    oaid: idText.optional(),
    oa_id: idText.optional(),
    name: z.string().default(''),
    is_verified: z.boolean().optional(),
    oa_type: numberish.optional(),
    num_follower: numberish.optional(),
    package_name: z.string().optional(),
    package_valid_through_date: z.string().optional(),
    linked_ZCA: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  })
  .transform((data, ctx) => {
    const oaId = data.oaid ?? data.oa_id;
    if (oaId === undefined) {
      ctx.addIssue('no OA id');
      return z.NEVER;
    }
    return {
      oaId,
      name: data.name,
      verified: data.is_verified ?? false,
      oaType: data.oa_type,
      followers: data.num_follower,
      packageName: data.package_name,
      packageValidThrough: data.package_valid_through_date,
      zbsLinked: Boolean(data.linked_ZCA),
    };
  });

export const userDetail = z
  .looseObject({
    user_id: idText,
    display_name: z.string().default(''),
    user_is_follower: z.boolean().default(false),
    user_last_interaction_date: z.string().optional(),
    tags_and_notes_info: z.looseObject({ tag_names: z.array(z.string()).default([]) }).optional(),
    shared_info: z
      .looseObject({ name: z.string().optional(), phone: z.union([z.string(), z.number()]).optional() })
      .optional(),
  })
  .transform((data) => ({
    userId: data.user_id,
    displayName: data.display_name,
    follower: data.user_is_follower,
    lastInteractionDate: data.user_last_interaction_date,
    tags: data.tags_and_notes_info?.tag_names ?? [],
    sharedPhone: data.shared_info?.phone ? String(data.shared_info.phone) : undefined,
  }));

export const userList = z
  .looseObject({
    total: numberish,
    count: numberish,
    offset: numberish,
    users: z.array(z.looseObject({ user_id: idText })),
  })
  .transform((data) => ({ total: data.total, userIds: data.users.map((one) => one.user_id) }));

export const userQuota = z
  .looseObject({
    last_interaction: numberish.optional(),
    cs_reply: z.looseObject({ remain: numberish.optional(), total: numberish.optional() }).optional(),
  })
  .transform((data) => ({ lastInteractionMs: data.last_interaction, replyRemain: data.cs_reply?.remain }));

export const conversation = z.array(
  z
    .looseObject({
      src: numberish,
      time: numberish,
      type: z.string().optional(),
      message: z.string().nullish(),
      message_id: idText,
    })
    .transform((one) => ({
      fromUser: one.src === 1,
      atMs: one.time,
      text: one.message ?? '',
      messageId: one.message_id,
    })),
);

export const template = z
  .looseObject({
    templateId: idText,
    templateName: z.string().default(''),
    status: z.union([z.string(), z.number()]),
    listParams: z
      .array(
        z.looseObject({
          name: z.string(),
          require: z.boolean().default(true),
          type: z.string().default('STRING'),
          maxLength: numberish.optional(),
          minLength: numberish.optional(),
          acceptNull: z.boolean().default(false),
        }),
      )
      .default([]),
    price_uid: z.union([z.string(), z.number()]).optional(),
    price_sdt: z.union([z.string(), z.number()]).optional(),
  })
  .transform((data) => ({
    templateId: data.templateId,
    name: data.templateName,
    enabled: ['1', 'ENABLE', 'ENABLED'].includes(String(data.status).toUpperCase()),
    params: data.listParams,
    priceByUser: data.price_uid === undefined ? undefined : String(data.price_uid),
    priceByPhone: data.price_sdt === undefined ? undefined : String(data.price_sdt),
  }));

export type ZaloTemplate = z.output<typeof template>;

/** -1: no such message, 0: not on the device yet, 1: delivered. */
export const messageStatus = z
  .looseObject({ status: numberish, delivery_time: numberish.optional() })
  .transform((data) => ({
    status:
      data.status === 1
        ? ('delivered' as const)
        : data.status === 0
          ? ('pending' as const)
          : ('none' as const),
    deliveredAtMs: data.delivery_time,
  }));

export const tokenPair = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().optional(),
  expires_in: numberish.default(90_000),
});
export const oauthError = z.looseObject({
  error: numberish.optional(),
  error_name: z.string().optional(),
  message: z.string().optional(),
});
