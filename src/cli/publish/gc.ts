/** Does `everterm gc`: takes away what no publication needs, or tells what that would be. @module */

import { numberOf } from '../../base/number-of.ts'
import { collect } from '../../publish/index.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import { asUsage, usageError } from '../cli-error.ts'
import type { RunCommand } from '../command.ts'
import { controlOf } from '../control-at.ts'
import type { Given } from '../flags.ts'
import { flagsIn } from '../in-flags.ts'
import { atPlace } from '../place-flags.ts'
import { checkPublished } from './check-published.ts'
import { checkTermName } from './term-name.ts'

const USUAL_KEEP = 10
const USUAL_GRACE_MS = 86_400_000

export const runGc: RunCommand = ({ operands: [name = ''], given, terminal }) =>
  atPlace(given, async (place) => {
    const term = asUsage(() => checkTermName(name), flagsIn(given))
    const keep = given.number('keep') ?? USUAL_KEEP
    if (!Number.isSafeInteger(keep) || keep < 0)
      throw usageError(
        `\`${given.called('keep')}\` is a whole number, at least 0, not \`${given.text('keep')}\``,
      )
    const isDry = !given.on('remove')
    const graceMs = given.duration('grace') ?? USUAL_GRACE_MS
    const needed = neededBy(given, term)
    const { removed, kept } = await collect({ place, term, keep, graceMs, isDry, needed })
    if (removed.length + kept === 0) await checkPublished(place, term)
    const bytes = removed.reduce((sum, { size }) => sum + size, 0)
    if (terminal.isJson) {
      await terminal.json({
        term,
        place: place.name,
        isDry,
        kept,
        bytes,
        removed: removed.map((one) => one.name),
      })
      return 'ok'
    }
    for (const one of removed) terminal.detail(one.name)
    const what = `${numberOf(removed.length, 'object')}, ${sizeInWords(bytes)}`
    await terminal.line(`${term}: ${isDry ? 'would remove' : 'removed'} ${what}; ${kept} stay`)
    if (isDry && removed.length > 0) terminal.say('`--remove` does it')
    return 'ok'
  })

/** What the fleets need that are named. */
function neededBy(given: Given, term: string): () => Promise<readonly number[]> {
  const services = given.texts('service')
  if (given.text('control') === undefined) return async () => []
  if (services.length === 0 || services.includes(''))
    throw usageError('`--service` is missing: the services that read there')
  return async () => {
    const { neededSeqs } = await import('../../fleet/needed-seqs.ts')
    const control = await controlOf(given)
    try {
      const all = await Promise.all(services.map((service) => neededSeqs(control, service, term)))
      return all.flat()
    } finally {
      await control.close()
    }
  }
}
