/** Has a user's module decode, in a thread or in this one, and takes over what it makes. @module */

import { type Run, receiveParts } from '../../portable/handover/part-receiver.ts'
import { unpack, weighed } from '../../portable/parcel.ts'
import { builder } from '../../portable/steps/put-together.ts'
import type { DecodeContext } from '../decoder.ts'
import type { Wire } from '../wire.ts'
import { decodeHere } from './here.ts'
import type { ModuleJobOptions, ModuleResult } from './job.ts'

export { loadDecode } from './load.ts'

export async function decodeByModule(url: string, wire: Wire, context: DecodeContext): Promise<unknown> {
  if (!context.pool.hasThreads()) return decodeHere(url, wire, context)
  const { term, pool, signal } = context
  const { take, value } = builder()
  const run: Run = (handover, until) => {
    const options: ModuleJobOptions = { url, term, handover }
    return pool.run({ kind: 'module', module: url, options, transfer: Object.values(handover) }, wire, until)
  }
  const { parcel } = (await receiveParts(run, signal, take)) as ModuleResult
  return parcel === undefined ? weighed(value()) : unpack(parcel)
}
