/** Does `everterm publish`: the gate, then the steps, in words. @module */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fieldOf } from '../../base/errors.ts'
import { type PublicationFacts, type Published, publishPayload, standingOf } from '../../publish/index.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import { asUsage, CliError } from '../cli-error.ts'
import type { RunCommand } from '../command.ts'
import { exitOf } from '../exit-codes.ts'
import { verdictInWords } from '../gate/index.ts'
import type { Terminal } from '../terminal.ts'
import { verdictBeside } from './gate.ts'
import { atPlace } from './place-flags.ts'
import { saidOf, signOf } from './publication-flags.ts'
import { checkTermName } from './term-name.ts'

export const runPublish: RunCommand = (call) =>
  atPlace(call.given, async (place) => {
    const {
      operands: [name = '', file = ''],
      given,
      terminal,
      signal,
    } = call
    const term = asUsage(() => checkTermName(name))
    const said = saidOf(given)
    const sign = await signOf(given)
    const bytes = await payloadIn(file)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const standing = await standingOf(place, term)
    const { judgement, failure } = await verdictBeside(call, { term, file, place, standing })
    if (failure !== undefined) {
      if (terminal.isJson) await terminal.json({ outcome: 'refused', ...judgement })
      else await terminal.lines(verdictInWords(judgement, terminal.paint.stdout))
      return exitOf(failure.error)
    }
    if (judgement.digest !== undefined && !sha256.startsWith(judgement.digest))
      throw new CliError('failed', `${file} was changed while it was judged; nothing is published`)
    for (const line of verdictInWords(judgement, terminal.paint.stderr)) terminal.say(line)
    const facts: PublicationFacts = {
      ...said,
      encoding: encodingOf(bytes, file),
      mediaType: given.text('media-type'),
    }
    const hear = (step: string) => terminal.detail(`${step}: done`)
    const done = await publishPayload({
      place,
      term,
      bytes,
      sha256,
      facts,
      sign,
      judged: standing,
      signal,
      hear,
    })
    await tellPublished(terminal, term, done, place.name)
    return 'ok'
  })

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

/** What came of it: for programs on stdout, or for people. */
export async function tellPublished(
  terminal: Terminal,
  term: string,
  done: Published,
  place: string,
): Promise<void> {
  if (terminal.isJson) return terminal.json({ term, place, ...done })
  const { outcome, seq, size, delta, noDelta } = done
  if (outcome === 'unchanged')
    return terminal.line(`${term}: nothing to do, publication ${seq} is stable with these bytes`)
  const saved = delta && `; a delta of ${sizeInWords(delta.size)} from publication ${delta.from}`
  await terminal.line(`${term}: publication ${seq} is stable, ${sizeInWords(size)}${saved ?? ''}`)
  if (noDelta !== undefined) terminal.say(`no delta: ${noDelta}`)
}
