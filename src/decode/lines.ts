/** Lines of text, or an array of strings, as a set in memory that all threads share. @module */

import { TermError } from '../base/errors.ts'
import { unpack } from '../portable/parcel.ts'
import { builtHere } from './built-here.ts'
import { decodedBy, type Job, makesDeserialize, withLeast } from './decoder.ts'
import { inflatedPieces, isLarge } from './inflated.ts'
import { checkLinesOptions } from './lines/options.ts'
import type { LinesOptions, TextSet } from './table/contract.ts'
import { textSetPartsOf } from './table/index.ts'
import type { BuiltTextSet, builtTextSet, TextsJobOptions } from './table/texts-job.ts'
import { tooFewRecords } from './too-few-records.ts'

export type { LinesOptions, TextSet, TextSetChanges } from './table/contract.ts'

const CHUNK_SIZE = 2 ** 20

// Comes with the first set: who imports everterm for something else doesn't load the scanner.
const build: typeof builtTextSet = async (...given) =>
  (await import('./table/texts-job.ts')).builtTextSet(...given)

/**
 * Reads texts as a set: word lists, blocklists, domains. `deserialize: lines({ comments: '#', caseless: true })`, or
 * `lines({ format: 'json' })` for an array of strings.
 *
 * An entry costs 11 bytes or so beside its text, in memory that all threads share. What is large is read in another thread.
 *
 * @throws TypeError for options that can't be; the promise is rejected with `ERR_TERM_DESERIALIZE` for a payload that is no
 * strict UTF-8, or no array of strings. The message tells where, and quotes nothing.
 */
export function lines(options: LinesOptions = {}): (bytes: Uint8Array) => Promise<TextSet> {
  const { how, least, most } = checkLinesOptions(options)
  const here = (
    job: TextsJobOptions,
    pieces: Parameters<typeof builtHere>[0],
    otherwise?: () => Promise<BuiltTextSet>,
  ) =>
    builtHere(
      pieces,
      (inTurns, turn) => build(job, inTurns(), turn),
      otherwise ?? (() => build(job, pieces())),
    )

  function open(built: BuiltTextSet): TextSet {
    const set = unpack({ kind: 'texts', ...built }) as TextSet
    if (how.format === 'lines') checkNoArray(set)
    return set
  }

  async function deserialize(bytes: Uint8Array): Promise<TextSet> {
    const set = open(await here(how, () => [bytes]))
    // No gate is behind who calls it without a term.
    if (set.size < least) throw tooFewRecords(least, set.size)
    return set
  }

  return decodedBy(
    withLeast(deserialize, least),
    async (wire, { pool, previous, signal, wantsChanges }) => {
      // Who only wants the counts lists no text.
      const listed = most ?? (wantsChanges ? 0 : undefined)
      const before = listed === undefined ? undefined : textSetPartsOf(previous)
      const job: TextsJobOptions = { ...how, compare: before && { before, most: listed as number } }
      const inPool = async () =>
        (await pool.run({ kind: 'texts', options: job }, wire, signal)) as BuiltTextSet
      if (isLarge(wire, pool)) return open(await inPool())
      const pieces = () => inflatedPieces(wire, { signal, chunkSize: CHUNK_SIZE })
      return open(await here(job, pieces, pool.hasThreads() ? inPool : undefined))
    },
    PRACTICE,
  )
}

const PRACTICE: Job = {
  kind: 'texts',
  options: { ...checkLinesOptions({}).how } satisfies TextsJobOptions,
}

/** Each line of an array would become an entry with quotes and a comma: nobody would be found, and nobody told. */
function checkNoArray(set: TextSet): void {
  const [first = '', second = ''] = set.values()
  const isArray = first === '[' ? second.startsWith('"') && set.has(']') : first.startsWith('["')
  if (!isArray) return
  const remedy = "`lines({ format: 'json' })` reads it"
  throw new TermError('ERR_TERM_DESERIALIZE', `The payload is an array of JSON, and no lines: ${remedy}`, {
    stage: 'decode',
  })
}

makesDeserialize(lines)
