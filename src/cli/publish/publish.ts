/** Does `everterm publish`: the gate, then the steps, in words. @module */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fieldOf } from '../../base/errors.ts'
import {
  checkBelievable,
  checkFacts,
  checkLeast,
  type PublicationFacts,
  type PublishOptions,
  publishPayload,
  standingOf,
  type WritablePlace,
} from '../../publish/index.ts'
import { asUsage, CliError } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import { type Exit, exitOf } from '../exit-codes.ts'
import { type Judgement, refusedFor, verdictInWords } from '../gate/index.ts'
import { flagsIn } from '../in-flags.ts'
import { atPlace } from '../place-flags.ts'
import type { Terminal } from '../terminal.ts'
import { verdictBeside } from './gate.ts'
import { saidOf, signOf } from './publication-flags.ts'
import { publishOptionsOf } from './publish-options.ts'
import { atFleet, type PublishersFleet } from './rollout.ts'
import { tellPublished } from './tell-published.ts'
import { checkTermName } from './term-name.ts'

export const runPublish: RunCommand = (call) =>
  atPlace(call.given, (place) => {
    const term = asUsage(() => checkTermName(call.operands[0] ?? ''), flagsIn(call.given))
    return atFleet(call, term, place, (fleet) => publishTo(call, term, place, fleet))
  })

async function publishTo(
  call: Call,
  term: string,
  place: WritablePlace,
  fleet: PublishersFleet | undefined,
): Promise<Exit> {
  const {
    operands: [, file = ''],
    given,
    terminal,
  } = call
  const mediaType = given.text('media-type')
  const said = { ...saidOf(given), mediaType }
  asUsage(() => checkFacts('publish', said), flagsIn(given))
  const sign = await signOf(given)
  const bytes = await payloadIn(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await fleet?.settle(sha256)
  const judged = await standingOf(place, term)
  asUsage(() => checkLeast('publish', said, judged), flagsIn(given))
  const { judgement, failure, origin, deserialize } = await verdictBeside(call, {
    term,
    file,
    place,
    standing: judged,
  })
  if (failure !== undefined) return tellRefused(terminal, judgement, failure.error)
  if (judgement.digest !== undefined && !sha256.startsWith(judgement.digest))
    throw new CliError('failed', `${file} was changed while it was judged; nothing is published`)
  const facts: PublicationFacts = { ...said, encoding: encodingOf(bytes, file) }
  const payload = { place, term, bytes, sha256, facts, sign, judged }
  const whole = publishOptionsOf(call, payload, { fleet, readers: origin, deserialize })
  const doubt = await disbeliefIn(whole)
  if (doubt !== undefined) return tellRefused(terminal, refusedFor(judgement, doubt), doubt)
  for (const line of verdictInWords(judgement, terminal.paint.stderr)) terminal.say(line)
  const done = await publishPayload(whole)
  return tellPublished(terminal, { term, done, place: place.name, rollout: fleet?.rollout() })
}

/** Why readers would not believe it, by who signed it. */
async function disbeliefIn(options: PublishOptions): Promise<unknown> {
  try {
    await checkBelievable(options)
    return undefined
  } catch (thrown) {
    options.signal.throwIfAborted()
    return thrown
  }
}

async function tellRefused(terminal: Terminal, judgement: Judgement, why: unknown): Promise<Exit> {
  if (terminal.isJson) await terminal.json({ outcome: 'refused', ...judgement })
  else await terminal.lines(verdictInWords(judgement, terminal.paint.stdout))
  const hint = fieldOf(why, 'hint')
  if (typeof hint === 'string') terminal.say(hint)
  return exitOf(why)
}

async function payloadIn(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new CliError('denied', `${file} can't be read (${fieldOf(error, 'code')})`)
  }
}

/** As the bytes say, or the name where brotli has no mark of its own. */
function encodingOf(bytes: Uint8Array, file: string): PublicationFacts['encoding'] {
  const mark = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  if (mark.startsWith('1f8b')) return 'gzip'
  if (mark === '28b52ffd') return 'zstd'
  return file.endsWith('.br') ? 'br' : undefined
}
