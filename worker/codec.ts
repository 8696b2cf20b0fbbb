/** Encrypts everything that Temporal stores of inputs and results (AES-256-GCM); several keys read, the first one writes. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  type DataConverter,
  METADATA_ENCODING_KEY,
  type PayloadCodec,
  type Payload as PayloadMessage,
  ValueError,
} from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding';
import proto from '@temporalio/proto';

// CommonJS: its members are not visible as named imports
const { Payload } = proto.temporal.api.common.v1;

const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  /** public name, written beside the payload so that it says which key opens it */
  id: string;
  secret: Buffer;
}

class EncryptionCodec implements PayloadCodec {
  private readonly keys: Map<string, Key>;
  private readonly writer: Key;

  constructor(keys: readonly Key[]) {
    const [writer] = keys;
    if (!writer) throw new ValueError('no encryption key for Temporal payloads');
    this.writer = writer;
    this.keys = new Map(keys.map((key) => [key.id, key]));
  }

  async encode(payloads: PayloadMessage[]): Promise<PayloadMessage[]> {
    return payloads.map((payload) => {
      const plain = Payload.encode(payload).finish();
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', this.writer.secret, iv);
      const data = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return {
        metadata: { [METADATA_ENCODING_KEY]: encode(ENCODING), [KEY_ID]: encode(this.writer.id) },
        data: new Uint8Array(data),
      };
    });
  }

  async decode(payloads: PayloadMessage[]): Promise<PayloadMessage[]> {
    return payloads.map((payload) => {
      const encoding = payload.metadata?.[METADATA_ENCODING_KEY];
      if (!encoding || decode(encoding) !== ENCODING) return payload;
      const id = payload.metadata?.[KEY_ID];
      const key = id ? this.keys.get(decode(id)) : undefined;
      if (!key) throw new ValueError('a payload is encrypted with a key that this process was not given');
      const data = Buffer.from(payload.data ?? []);
      const decipher = createDecipheriv('aes-256-gcm', key.secret, data.subarray(0, IV_BYTES));
      decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
      const plain = Buffer.concat([
        decipher.update(data.subarray(IV_BYTES, data.length - TAG_BYTES)),
        decipher.final(),
      ]);
      return Payload.decode(plain);
    });
  }
}

/**
 * The one converter for workers, clients and replay tests.
 * @param keys base64 of 32 bytes each with its public name; the first writes, all read. None: payloads stay readable.
 */
export function createDataConverter(keys: readonly { id: string; key: string }[]): DataConverter {
  if (keys.length === 0) return {};
  const decoded = keys.map(({ id, key }) => ({ id, secret: Buffer.from(key, 'base64') }));
  return { payloadCodecs: [new EncryptionCodec(decoded)] };
}
