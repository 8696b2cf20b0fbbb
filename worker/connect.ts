/** Connection settings for Temporal, from the configuration. */
import { readFileSync } from 'node:fs';
import type { NativeConnectionOptions } from '@temporalio/worker';
import type { Config } from '../config/env';

export function connectionOptions({ temporal }: Config): NativeConnectionOptions {
  const { address, tls, apiKey, clientCertificate } = temporal;
  if (!tls) return { address };
  return {
    address,
    ...(apiKey ? { apiKey } : {}),
    tls: clientCertificate
      ? {
          clientCertPair: {
            crt: readFileSync(clientCertificate.certFile),
            key: readFileSync(clientCertificate.keyFile),
          },
        }
      : true,
  };
}
