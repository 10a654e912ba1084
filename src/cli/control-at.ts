/** The engine at an address, and who speaks to it. The engine's client loads when it is asked for. @module */

import { userInfo } from 'node:os'
import { didYouMean } from '../base/did-you-mean.ts'
import type { ByHand } from '../fleet/by-hand.ts'
import { checkHand } from '../fleet/check-hand.ts'
import type { Control } from '../fleet/control.ts'
import { ENGINE_SCHEMES, engineAddress } from '../fleet/engines/address.ts'
import { asUsage, usageError } from './cli-error.ts'
import type { Given } from './flags.ts'
import { flagsIn } from './in-flags.ts'

/** Who has typed a command waits longer than an instance may. */
const PATIENCE = '5s'

export async function controlOf(given: Given): Promise<Control> {
  const address = given.text('control')
  const called = `\`${given.called('control')}\``
  if (address === undefined)
    throw usageError('`--control` is missing: the engine of the fleet, as redis://host:6379')
  if (!URL.canParse(address))
    throw usageError(`${called} is no URL`, 'as nats://host:4222 or redis://host:6379')
  const engine = engineAddress(address)
  if (engine === undefined)
    throw usageError(
      `${called} begins with one of ${ENGINE_SCHEMES.join(', ')} and a host, not with ${new URL(address).protocol}`,
      didYouMean(new URL(address).protocol, ENGINE_SCHEMES),
    )
  if ('nats' in engine) {
    const { nats } = await import('../fleet/engines/nats.ts')
    return asUsage(() => nats({ ...engine.nats, timeout: PATIENCE }), called)
  }
  const { redis } = await import('../fleet/engines/redis.ts')
  return asUsage(() => redis({ ...engine.redis, timeout: PATIENCE }), called)
}

/** Who does something to a fleet, as flags or the system say. */
export function handOf(given: Given, control: Control, service: string, term: string): ByHand {
  const by = given.text('by') ?? userInfo().username
  const hand = { control, service, term, by, why: given.text('why') }
  asUsage(() => checkHand('everterm', hand), flagsIn(given))
  return hand
}
