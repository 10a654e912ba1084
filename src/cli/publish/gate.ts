/** What a publisher asks before anything is published: would readers take it, after what they have now? @module */

import type { Fetcher } from '../../fetch/fetcher.ts'
import { objectName } from '../../manifest/index.ts'
import type { TermStanding, WritablePlace } from '../../publish/index.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'
import { isCliError, usageError } from '../cli-error.ts'
import type { Call } from '../command.ts'
import {
  candidateOf,
  GUARD_FLAGS,
  type Judged,
  judged,
  predecessorFrom,
  type VerifiedTerm,
} from '../gate/index.ts'
import { INIT_HINT } from '../terms/config-at.ts'
import { READING_FLAGS } from '../terms/reading-flags.ts'

const READING = [...READING_FLAGS.map(({ name }) => name), ...GUARD_FLAGS]
const USUAL_PLACES = 10

interface Question {
  readonly term: string
  readonly file: string
  readonly place: WritablePlace
  readonly standing: TermStanding
}

/** As the term of the config would judge, unless flags say how the payload is read. */
export async function verdictBeside(
  call: Call,
  { term, file, place, standing }: Question,
): Promise<Judged & Pick<VerifiedTerm, 'origin'> & Pick<ResolvedTerm, 'deserialize'>> {
  const { given, signal } = call
  const isByFlags = READING.some((name) => given.text(name) !== undefined)
  if (isByFlags && given.text('config') !== undefined)
    throw usageError('either a config says how the payload is read, or flags do')
  const { options: usual, origin } = await candidateOf(call, file, isByFlags ? undefined : term).catch(
    alsoByFlags,
  )
  const options = withLimit(usual, given.size('max-bytes'))
  const stable = given.text('against') === 'nothing' ? undefined : await stablePayload(place, term, standing)
  const called = 'what is stable, which it would follow (`--against nothing` does without)'
  const before = stable && (await predecessorFrom(stable, { options, signal, called }))
  const verdict = await judged({ options, before, places: USUAL_PLACES, signal, file, term })
  return { ...verdict, origin, deserialize: options.deserialize }
}

/** Where there is no config, flags say how a payload is read as well as one does. */
function alsoByFlags(thrown: unknown): never {
  if (!isCliError(thrown) || thrown.hint !== INIT_HINT) throw thrown
  throw usageError(
    thrown.message,
    `${INIT_HINT}; \`--format table --key sku\` says without one how it is read`,
  )
}

/** What somebody says goes before what its readers usually take. */
function withLimit(options: ResolvedTerm, maxBytes: number | undefined): ResolvedTerm {
  if (maxBytes === undefined) return options
  const { limits } = options
  const maxInflatedBytes = Math.max(limits.maxInflatedBytes, maxBytes)
  return { ...options, limits: { ...limits, maxBytes, maxInflatedBytes } }
}

async function stablePayload(
  place: WritablePlace,
  term: string,
  { stable }: TermStanding,
): Promise<Fetcher | undefined> {
  if (stable === undefined) return undefined
  const { sha256, encoding } = stable.manifest
  const found = await place.read(`${term}/${objectName(sha256)}`)
  if (found === undefined) return undefined
  const { bytes } = found
  const delivered = { changed: true, mayBeEmpty: true, encoding, open: async () => bytes } as const
  return { name: place.name, probe: async () => delivered }
}
