/** Looks up what is on disk of a keepsake: its generations and its notes. @module */

import { join } from 'node:path'
import { headerIn, notesIn } from './documents.ts'
import type { FileOperations } from './file-operations.ts'
import { checkFolders } from './folder.ts'
import type { GenerationHeader, Notes } from './keepsake.ts'
import { generationsAmong, NOTES } from './names.ts'
import type { Ignored } from './news.ts'
import { errnoOf, passOver, reasonToPass } from './pass-over.ts'
import { type Alive, readPayload, sound, withFile } from './read-file.ts'
import { sweepUnfinished } from './sweep.ts'

export interface KeepsakePlace {
  readonly files: FileOperations
  readonly dir: string
  /** The name that the keepsake is of, and that of its folder in `dir`. */
  readonly term: string
  readonly name: string
  /** The largest payload that is read, in bytes. */
  readonly maxBytes: number
}

/** What a look tells, besides what it finds. */
export interface Told {
  ignored(file: string | undefined, error: unknown): void
  swept(files: number): void
}

/** A generation whose head is whole; its payload isn't read yet. */
export interface Unread {
  readonly file: string
  readonly header: GenerationHeader
  readonly size: number
}

/** Whoever puts thousands of files into a folder of ours shall not hold up the start. */
const MOST_LOOKED_AT = 1_000
/** How often to look again where another process writes and removes at the same moment. */
const MOST_ROUNDS = 3

export const folderOf = ({ dir, name }: KeepsakePlace): string => join(dir, name)

/** Why a file is passed over. */
export function whyIgnored(error: unknown): Ignored {
  const errno = errnoOf(error)
  // A link, and what only looks like a file: a socket.
  if (errno === 'ELOOP' || errno === 'EMLINK' || errno === 'ENXIO') return 'no-regular-file'
  return reasonToPass(error) ?? (errno === 'ENOENT' ? 'gone' : 'unreadable')
}

/** Sweeps the folder, and finds all that is whole as far as heads say. Rejects only by `alive`. */
export async function lookUp(
  place: KeepsakePlace,
  told: Told,
  alive: Alive,
): Promise<{ readonly generations: Unread[]; readonly notes: Notes | undefined }> {
  const names = await listed(place, told, alive)
  const swept = await sweepUnfinished(place.files, folderOf(place), names)
  alive()
  if (swept > 0) told.swept(swept)
  const generations = await lookUpGenerations(place, told, alive, names)
  const notes = names.includes(NOTES) ? await lookUpNotes(place, told, alive) : undefined
  return { generations, notes }
}

/** The names in the folder: none if it isn't there, or isn't fit to be read. */
async function listed(
  { files, dir, name }: KeepsakePlace,
  told: Told,
  alive: Alive,
): Promise<readonly string[]> {
  try {
    await checkFolders(files, dir, name)
    const names = await files.readdir(join(dir, name))
    alive()
    return names
  } catch (error) {
    alive()
    if (errnoOf(error) !== 'ENOENT') told.ignored(undefined, error)
    return []
  }
}

async function lookUpGenerations(
  place: KeepsakePlace,
  told: Told,
  alive: Alive,
  names: readonly string[],
): Promise<Unread[]> {
  let present = names
  for (let round = 1; ; round++) {
    const gone: unknown[] = []
    const found: Unread[] = []
    for (const { file } of generationsAmong(present).slice(0, MOST_LOOKED_AT)) {
      const unread = await lookAt(place, file, alive).catch((error) => {
        alive()
        if (whyIgnored(error) === 'gone' && round < MOST_ROUNDS) gone.push(error)
        else told.ignored(file, error)
      })
      if (unread !== undefined) found.push(unread)
    }
    if (gone.length === 0) return found
    present = await listed(place, told, alive)
  }
}

async function lookAt(
  { files, term, maxBytes, ...at }: KeepsakePlace,
  file: string,
  alive: Alive,
): Promise<Unread> {
  const path = join(at.dir, at.name, file)
  const { document, payloadSize } = await withFile(files, path, alive, (_, head) => head)
  const { header } = sound(headerIn(document, term))
  if (payloadSize > maxBytes) throw passOver('too-large')
  return { file, header, size: payloadSize }
}

async function lookUpNotes(place: KeepsakePlace, told: Told, alive: Alive): Promise<Notes | undefined> {
  try {
    const { document } = await withFile(place.files, join(folderOf(place), NOTES), alive, (_, head) => head)
    return sound(notesIn(document, place.term)).notes
  } catch (error) {
    alive()
    told.ignored(NOTES, error)
    return undefined
  }
}

/** How a payload is read. */
interface Reading {
  allocate(size: number): Uint8Array
  alive: Alive
  filled(bytes: Uint8Array): void
}

/**
 * Reads the payload of a generation, which may have been replaced since its head was looked at. `filled` hears of the bytes
 * before they are proved.
 */
export const readGeneration = (
  { files, ...at }: KeepsakePlace,
  { file, header, size }: Unread,
  { allocate, alive, filled }: Reading,
): Promise<Uint8Array> =>
  withFile(files, join(at.dir, at.name, file), alive, async (open, head) => {
    if (head.payloadSize !== size) throw passOver('damaged')
    const bytes = allocate(size)
    const { digest } = header
    await readPayload(open, head, bytes, { digest, alive, filled: () => filled(bytes) })
    return bytes
  })
