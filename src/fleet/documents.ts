/** Reads and changes what a fleet has in common: each change is a swap, and is noted with whoever made it. @module */

import type { Ref } from '../manifest/index.ts'
import { type DocumentKind, noteChange } from './audit.ts'
import type { Control, ControlEntry } from './control.ts'
import { keys } from './keys.ts'
import { isRef, type Rollout, readRollout, writeRollout } from './rollout/index.ts'

/** A document with the entry that it was read of. */
export interface ReadDocument<D> {
  readonly document: D
  readonly entry: ControlEntry
}

/** Somebody does something, and may say why. */
export interface Deed {
  readonly actor: string
  readonly action: string
  readonly why?: string | undefined
}

/** A fleet's pin of a term. One that has ended says so, since keys stay. */
export interface FleetPin {
  readonly schema: 1
  readonly ref: Ref | undefined
  readonly by: string
  readonly why?: string | undefined
}

const keyOf = { rollout: keys.rollout, pin: keys.pin }

/** `undefined` where there is none. What can't be read is left out of it, with its entry. */
export async function readRolloutOf(
  control: Control,
  service: string,
  term: string,
): Promise<ReadDocument<Rollout | undefined> | undefined> {
  const entry = await control.get('control', keys.rollout(service, term))
  return entry && { entry, document: readRollout(entry.value, term) }
}

export async function readPinOf(
  control: Control,
  service: string,
  term: string,
): Promise<ReadDocument<FleetPin | undefined> | undefined> {
  const entry = await control.get('control', keys.pin(service, term))
  return entry && { entry, document: pinIn(entry.value) }
}

function pinIn(text: string): FleetPin | undefined {
  try {
    const { schema, ref, by, why } = JSON.parse(text) as FleetPin
    if (schema !== 1 || !(ref === undefined || isRef(ref))) return undefined
    return { schema, ref, by: String(by), why: typeof why === 'string' ? why : undefined }
  } catch {
    return undefined
  }
}

/** The place of a document that is to be changed. */
export interface DocumentChange extends Deed {
  readonly control: Control
  readonly service: string
  readonly term: string
  /** The entry that was read; absent: there is none yet. */
  readonly entry: ControlEntry | undefined
}

export const swapRollout = (change: DocumentChange, rollout: Rollout): Promise<ControlEntry | undefined> =>
  swapNoted(change, 'rollout', writeRollout(rollout))

export const swapPin = (change: DocumentChange, pin: FleetPin): Promise<ControlEntry | undefined> =>
  swapNoted(change, 'pin', JSON.stringify(pin))

/** @returns `undefined` where somebody was faster: then nothing is noted */
async function swapNoted(
  { control, service, term, entry, ...deed }: DocumentChange,
  document: DocumentKind,
  value: string,
): Promise<ControlEntry | undefined> {
  const written = await control.swap('control', keyOf[document](service, term), value, entry?.revision)
  if (written === undefined) return undefined
  const { revision: after, at } = written
  await noteChange(control, service, { term, document, ...deed, before: entry?.revision, after, at, value })
  return written
}
