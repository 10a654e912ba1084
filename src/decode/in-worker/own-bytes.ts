/** The bytes that a user's module gets: its own, which it may change and transfer. @module */

import { types } from 'node:util'
import { inflated } from '../inflated.ts'
import { copyOf } from '../join.ts'
import type { Wire } from '../wire.ts'

export async function ownBytes(wire: Wire, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await inflated(wire, signal)
  const isOurs = wire.owned || bytes !== wire.bytes
  return isOurs && isPrivate(bytes) ? bytes : copyOf([bytes])
}

const isPrivate = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> => types.isArrayBuffer(bytes.buffer)
