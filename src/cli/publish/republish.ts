/** Does `everterm republish`: publishes an earlier publication anew, so that readers who only go forward go back. @module */

import { createHash } from 'node:crypto'
import { objectName } from '../../manifest/index.ts'
import {
  type PlacedPublication,
  publicationOf,
  publishPayload,
  standingOf,
  type WritablePlace,
} from '../../publish/index.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { RunCommand } from '../command.ts'
import { atPlace } from './place-flags.ts'
import { saidOf, signOf } from './publication-flags.ts'
import { tellPublished } from './publish.ts'
import { checkTermName } from './term-name.ts'

export const runRepublish: RunCommand = ({ operands, given, terminal, signal }) =>
  atPlace(given, async (place) => {
    const [name = '', number = ''] = operands
    const term = asUsage(() => checkTermName(name))
    const said = saidOf(given)
    const sign = await signOf(given)
    const judged = await standingOf(place, term)
    const { manifest } = await earlier(place, term, number)
    const { sha256, encoding, mediaType, provenance } = manifest
    const found = await place.read(`${term}/${objectName(sha256)}`)
    if (found === undefined) throw new CliError('denied', `the payload of publication ${number} is gone`)
    if (createHash('sha256').update(found.bytes).digest('hex') !== sha256)
      throw new CliError('refused', `the payload of publication ${number} is damaged`)
    const facts = { encoding, mediaType, provenance, ...defined(said) }
    const { bytes } = found
    const hear = (step: string) => terminal.detail(`${step}: done`)
    const done = await publishPayload({ place, term, bytes, sha256, facts, sign, judged, signal, hear })
    await tellPublished(terminal, term, done, place.name)
    return 'ok'
  })

async function earlier(place: WritablePlace, term: string, number: string): Promise<PlacedPublication> {
  const seq = Number(number)
  if (!Number.isSafeInteger(seq) || seq < 1)
    throw usageError(`the number of a publication is whole, and at least 1, not \`${number}\``)
  const found = await publicationOf(place, term, seq)
  if (found !== undefined) return found
  throw new CliError('denied', `${place.name} has no publication ${seq} of \`${term}\``)
}

const defined = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
