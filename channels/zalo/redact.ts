/** Masks secrets and personal data in anything that may reach a log or an error record (law 8). */

const SECRET_KEYS = new Set([
  'access_token',
  'secret_key',
  'refresh_token',
  'appsecret_proof',
  'code',
  'code_verifier',
]);
const PERSONAL_KEYS = new Set([
  'phone',
  'hash_phone',
  'text',
  'message_text',
  'name',
  'display_name',
  'address',
  'avatar',
  'avatars',
  'shared_info',
  'template_data',
  'user_alias',
  'user_dob',
  'gender',
  'full_address',
  'info',
]);
const PHONE = /\b(?:\+?84|0)\d{9}\b/g;

export function redact(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(PHONE, '[phone]');
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (SECRET_KEYS.has(key) && typeof inner === 'string') return [key, '[secret]'];
      if (PERSONAL_KEYS.has(key)) return [key, '[personal]'];
      return [key, redact(inner)];
    }),
  );
}
