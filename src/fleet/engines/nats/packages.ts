/** The packages of NATS, loaded with the first connection. @module */

import { fieldOf, toTermError } from '../../../base/errors.ts'
import { notLoaded } from '../../../reasons/index.ts'
import { ranPackage } from '../ran-package.ts'

const NAMES = '@nats-io/transport-node @nats-io/jetstream @nats-io/kv'

const MISSING: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])

interface NatsPackages {
  readonly transport: typeof import('@nats-io/transport-node')
  readonly jetstream: typeof import('@nats-io/jetstream')
  readonly kv: typeof import('@nats-io/kv')
}

/** @throws TermError `ERR_TERM_SETUP` when one isn't there, or doesn't load */
export async function loadNats(): Promise<NatsPackages> {
  try {
    const [transport, jetstream, kv] = await Promise.all([
      import('@nats-io/transport-node'),
      import('@nats-io/jetstream'),
      import('@nats-io/kv'),
    ])
    return {
      transport: ranPackage(transport, '@nats-io/transport-node', 'connect'),
      jetstream: ranPackage(jetstream, '@nats-io/jetstream', 'jetstreamManager'),
      kv: ranPackage(kv, '@nats-io/kv', 'Kvm'),
    }
  } catch (error) {
    if (!MISSING.has(fieldOf(error, 'code'))) throw notLoaded(NAMES, error)
    const message = `everterm/nats could not load its packages: npm install ${NAMES}`
    throw toTermError(error, 'ERR_TERM_SETUP', message, { hopeless: true })
  }
}
