/** Does `everterm republish`: publishes an earlier publication anew, so that readers who only go forward go back. @module */

import { createHash } from 'node:crypto'
import { type Manifest, objectName } from '../../manifest/index.ts'
import {
  beforeStable,
  checkFacts,
  checkLeast,
  publicationOf,
  publishPayload,
  standingOf,
  type WritablePlace,
} from '../../publish/index.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import type { Exit } from '../exit-codes.ts'
import { flagsIn } from '../in-flags.ts'
import { atPlace } from '../place-flags.ts'
import { checkPublished } from './check-published.ts'
import { saidOf, signOf } from './publication-flags.ts'
import { publishOptionsOf } from './publish-options.ts'
import { readersTerm } from './readers.ts'
import { atFleet, type PublishersFleet } from './rollout.ts'
import { tellPublished } from './tell-published.ts'
import { checkTermName } from './term-name.ts'

export const runRepublish: RunCommand = (call) =>
  atPlace(call.given, (place) => {
    const term = asUsage(() => checkTermName(call.operands[0] ?? ''), flagsIn(call.given))
    return atFleet(call, term, place, (fleet) => republishTo(call, term, place, fleet))
  })

async function republishTo(
  call: Call,
  term: string,
  place: WritablePlace,
  fleet: PublishersFleet | undefined,
): Promise<Exit> {
  const {
    operands: [, number],
    given,
    terminal,
  } = call
  const said = saidOf(given)
  asUsage(() => checkFacts('republish', said), flagsIn(given))
  const sign = await signOf(given)
  const asked = number === undefined ? undefined : await earlier(place, term, number)
  await fleet?.settle(asked?.sha256 ?? '')
  const manifest = asked ?? (await before(place, term))
  const { seq, sha256, encoding, mediaType, provenance } = manifest
  if (asked === undefined) terminal.say(`${term}: publication ${seq} was stable before`)
  const judged = await standingOf(place, term)
  asUsage(() => checkLeast('republish', said, judged), flagsIn(given))
  const found = await place.read(`${term}/${objectName(sha256)}`)
  if (found === undefined) throw new CliError('denied', `the payload of publication ${seq} is gone`)
  const { bytes } = found
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new CliError('refused', `the payload of publication ${seq} is damaged`)
  const facts = { encoding, mediaType, provenance, restores: seq, ...defined(said) }
  const payload = { place, term, bytes, sha256, facts, sign, judged }
  const readers = await readersTerm(call, term)
  const around = { fleet, readers: readers?.fetcher, deserialize: readers?.deserialize }
  const done = await publishPayload(publishOptionsOf(call, payload, around))
  return tellPublished(terminal, { term, done, place: place.name, rollout: fleet?.rollout() })
}

async function earlier(place: WritablePlace, term: string, number: string): Promise<Manifest> {
  const seq = Number(number)
  if (!Number.isSafeInteger(seq) || seq < 1)
    throw usageError(`the number of a publication is whole, and at least 1, not \`${number}\``)
  const found = await publicationOf(place, term, seq)
  if (found !== undefined) return found.manifest
  await checkPublished(place, term)
  throw new CliError('denied', `${place.name} has no publication ${seq} of \`${term}\``)
}

async function before(place: WritablePlace, term: string): Promise<Manifest> {
  const found = await beforeStable(place, term)
  if (found !== undefined) return found
  await checkPublished(place, term)
  throw new CliError(
    'denied',
    `${place.name} doesn't tell what of \`${term}\` was stable before what is now`,
    `name a number: \`everterm republish ${term} <seq>\``,
  )
}

const defined = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
