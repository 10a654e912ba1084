/** Does `everterm fetch`: one attempt of a term that ends with it. @module */

import { hasKeysBeside } from '../../decode/decoder.ts'
import type { RefreshUpdated, TermEvent } from '../../events/events.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import { spanInWords } from '../../serve/words/span.ts'
import type { Call, RunCommand } from '../command.ts'
import type { Exit } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { refreshOnce } from '../terms/one-refresh.ts'
import { piecesOf } from '../terms/pieces.ts'
import { checkSink, pour } from '../terms/sink.ts'
import { subjectOf } from '../terms/subject.ts'
import { type Meter, metered } from './metered.ts'
import { progressLine } from './progress-line.ts'

export const runFetch: RunCommand = async (call) => {
  const { given, terminal, signal } = call
  // CSV that nobody asks records of stays the CSV that it is.
  const options = await subjectOf(call, 'bytes')
  const out = given.text('out')
  await checkSink(out)
  const progress = progressLine(terminal)
  const known = unlessVersion(given.text('if-version'))
  const fetcher = metered(options.fetcher, {
    offered(offer) {
      progress.offered?.(offer)
      known.offered?.(offer)
    },
    passed: (bytes) => progress.passed?.(bytes),
  })
  const hear = (event: TermEvent) => tellStep(event, terminal)
  const { term, updated, failure } = await refreshOnce({ ...options, fetcher }, { signal, hear })
  progress.end()
  if (known.isSame()) return unmodified(call)
  if (failure !== undefined) throw failure.error
  const facts = factsOf(options.name, updated, term.history()[0]?.digest)
  if (out !== undefined || !terminal.isJson) {
    const as = { indent: terminal.stdout.isTTY ? 2 : 0, areKeysBeside: hasKeysBeside(options.deserialize) }
    await pour(piecesOf(term.get(), as), out ?? '-', terminal)
  }
  if (terminal.isJson && out !== '-') await terminal.json(facts)
  terminal.say(inWords(facts, out))
  return 'ok'
}

/** Ends the attempt as soon as the origin offers a version that is known. */
function unlessVersion(known: string | undefined): Meter & { isSame(): boolean } {
  let isSame = false
  return {
    offered({ version }) {
      isSame = known !== undefined && version !== undefined && bare(version) === bare(known)
      if (isSame) throw new Error('this version is known')
    },
    isSame: () => isSame,
  }
}

/** A shell takes the quotes off an ETag. */
const bare = (version: string): string => version.replace(/^(W\/)?"(.*)"$/, '$1$2')

async function unmodified({ given, terminal }: Call): Promise<Exit> {
  const version = given.text('if-version')
  if (terminal.isJson) await terminal.json({ outcome: 'unchanged', version })
  terminal.say(`nothing newer than ${version}`)
  return given.on('exit-code') ? 'unmodified' : 'ok'
}

function tellStep(event: TermEvent, terminal: Terminal): void {
  if (event.type !== 'term.transition') return
  terminal.detail(event.from === undefined ? event.to : `${event.to} (${event.cause})`)
}

const factsOf = (name: string, event: RefreshUpdated | undefined, digest: string | undefined) => ({
  name,
  outcome: 'updated',
  version: event?.to,
  digest,
  bytes: event?.bytes ?? 0,
  durationMs: Math.round(event?.durationMs ?? 0),
  phases: event?.phases,
  source: event?.source,
  signedBy: event?.signedBy,
})

function inWords(facts: ReturnType<typeof factsOf>, out: string | undefined): string {
  const { version, digest, bytes, durationMs, signedBy } = facts
  const parts = [
    `${sizeInWords(bytes)} in ${spanInWords(durationMs)}`,
    `version ${version}`,
    `sha256 ${digest}…`,
    ...(signedBy === undefined ? [] : [`signed by ${signedBy}`]),
    ...(out === undefined || out === '-' ? [] : [`written to ${out}`]),
  ]
  return parts.join(' · ')
}
