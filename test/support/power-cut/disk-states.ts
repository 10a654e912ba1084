/**
 * What a disk may hold after a power cut, by the rules that file systems with a journal keep: names change in their order, but
 * maybe not all of them yet; of a file that wasn't synced anything may be there.
 *
 * @module
 */

import { dirname } from 'node:path'
import type { Deed } from './recorded-files.ts'

/** A state of the disk: its folders, and its files by their paths. */
export interface DiskState {
  readonly folders: readonly string[]
  readonly files: ReadonlyMap<string, Buffer>
  /** How much of what was given somebody was told to be safe. */
  readonly promised: number
}

type Naming = Extract<Deed, { readonly path: string }>

const isNaming = (deed: Deed): deed is Naming => 'path' in deed && deed.type !== 'sync-folder'

/** All states in which a power cut may leave the disk, after any of the deeds. */
export function* statesAfterPowerCut(deeds: readonly Deed[]): Generator<DiskState> {
  for (let done = 0; done <= deeds.length; done++) yield* statesAfter(deeds.slice(0, done))
}

function* statesAfter(deeds: readonly Deed[]): Generator<DiskState> {
  const namings = deeds.filter(isNaming)
  const promised = Math.max(0, ...deeds.map((deed) => (deed.type === 'promised' ? deed.what : 0)))
  for (let kept = safeNamings(deeds, namings); kept <= namings.length; kept++) {
    const { folders, names } = named(namings.slice(0, kept))
    for (const files of contentsOf([...names], deeds)) yield { folders, files, promised }
  }
}

/** How many of the namings are safe, since the folder that they are in was synced after them. */
function safeNamings(deeds: readonly Deed[], namings: readonly Naming[]): number {
  let safe = 0
  deeds.forEach((deed, at) => {
    if (deed.type !== 'sync-folder') return
    const before = namings.filter((naming) => deeds.indexOf(naming) < at)
    const last = before.findLastIndex(
      ({ path }) => (dirname(path) === '.' ? '' : dirname(path)) === deed.path,
    )
    safe = Math.max(safe, last + 1)
  })
  return safe
}

function named(namings: readonly Naming[]): { folders: string[]; names: Map<string, number> } {
  const folders: string[] = []
  const names = new Map<string, number>()
  for (const naming of namings) {
    if (naming.type === 'mkdir') folders.push(naming.path)
    if (naming.type === 'create') names.set(naming.path, naming.file)
    if (naming.type === 'rename') names.set(naming.to, Number(names.get(naming.path)))
    if (naming.type === 'rename' || naming.type === 'unlink') names.delete(naming.path)
  }
  return { folders, names }
}

/** Each combination of what the files may hold. */
function* contentsOf(
  names: readonly (readonly [path: string, file: number])[],
  deeds: readonly Deed[],
): Generator<Map<string, Buffer>> {
  const [first, ...others] = names
  if (first === undefined) {
    yield new Map()
    return
  }
  const [path, file] = first
  for (const rest of contentsOf(others, deeds))
    for (const bytes of contentOf(file, deeds)) yield new Map(rest).set(path, bytes)
}

/** What a file may hold: what was synced last, or some, all, or zeros of what came after. */
function contentOf(file: number, deeds: readonly Deed[]): Buffer[] {
  let safe = Buffer.alloc(0)
  let present = safe
  for (const deed of deeds) {
    if (deed.type === 'sync' && deed.file === file) safe = present
    if (deed.type !== 'write' || deed.file !== file) continue
    const next = Buffer.alloc(Math.max(present.byteLength, deed.position + deed.bytes.byteLength))
    present.copy(next)
    deed.bytes.copy(next, deed.position)
    present = next
  }
  if (present === safe) return [safe]
  const half = present.subarray(0, Math.ceil((safe.byteLength + present.byteLength) / 2))
  const zeros = Buffer.concat([safe, Buffer.alloc(present.byteLength - safe.byteLength)])
  return [safe, half, zeros, present]
}
