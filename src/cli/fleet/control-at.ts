/** The engine at an address. Its client loads when it is asked for. @module */

import type { Control } from '../../fleet/control.ts'
import { asUsage, usageError } from '../cli-error.ts'
import type { Given } from '../flags.ts'

export async function controlOf(given: Given): Promise<Control> {
  const address = given.text('control')
  const called = `\`${given.called('control')}\``
  if (address === undefined)
    throw usageError('`--control` is missing: the engine of the fleet, as redis://host:6379')
  if (!URL.canParse(address))
    throw usageError(`${called} is no URL`, 'as nats://host:4222 or redis://host:6379')
  const url = new URL(address)
  switch (url.protocol) {
    case 'nats:':
    case 'tls:': {
      const { nats } = await import('../../fleet/engines/nats.ts')
      const user = decodeURIComponent(url.username) || undefined
      const pass = decodeURIComponent(url.password) || undefined
      return asUsage(() => nats({ servers: `${url.protocol}//${url.host}`, user, pass }))
    }
    case 'redis:':
    case 'rediss:': {
      const { redis } = await import('../../fleet/engines/redis.ts')
      return asUsage(() => redis({ url: address }))
    }
    default:
      throw usageError(`${called} begins with nats:, tls:, redis: or rediss:, not with ${url.protocol}`)
  }
}
