/** Does `everterm fetch`: one refresh of a term that ends with it. @module */

import type { RefreshUpdated } from '../../events/events.ts'
import type { Observer } from '../../events/observer.ts'
import { remoteTerm } from '../../handles/remote-term.ts'
import { asUsage } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import type { Exit } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { sizeInWords } from '../words/size.ts'
import { spanInWords } from '../words/span.ts'
import { piecesOf } from './format.ts'
import { type Meter, metered } from './metered.ts'
import { progressLine } from './progress-line.ts'
import { pour } from './sink.ts'
import { type Subject, subjectOf } from './subject.ts'

export const runFetch: RunCommand = async (call) => {
  const { given, terminal, signal } = call
  const subject = await subjectOf(call)
  const progress = progressLine(terminal)
  const guard = unlessVersion(given.text('if-version'))
  const fetcher = metered(subject.options.fetcher, {
    offered(offer) {
      progress.offered?.(offer)
      guard.offered?.(offer)
    },
    passed: (bytes) => progress.passed?.(bytes),
  })
  const term = asUsage(() =>
    remoteTerm({
      ...subject.options,
      fetcher,
      refreshInterval: null,
      lazyInit: true,
      start: undefined,
      keepsake: false,
      history: 1,
    }),
  )
  const events: RefreshUpdated[] = []
  const tree = await term.start({ observers: [heardBy(events, terminal)], onGiveUp: 'stop' })
  const cut = () => void tree.stop({ timeout: 1 })
  signal.addEventListener('abort', cut)
  try {
    await term.refresh()
  } catch (error) {
    if (guard.isSame()) return unmodified(call)
    throw error
  } finally {
    progress.end()
  }
  const [edition] = term.history()
  const facts = { ...factsOf(subject, events[0]), digest: edition?.digest }
  const out = given.text('out')
  if (out !== undefined || !terminal.isJson) {
    await pour(piecesOf(term.get(), subject.format, terminal.stdout.isTTY ? 2 : 0), out ?? '-', terminal)
  }
  if (terminal.isJson && out !== '-') await terminal.json(facts)
  terminal.say(inWords(facts, out))
  await tree.stop({ timeout: '1s' })
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

const heardBy = (updates: RefreshUpdated[], terminal: Terminal): Observer => ({
  name: 'everterm fetch',
  hear(event) {
    if (event.type === 'refresh.updated') updates.push(event)
    if (event.type === 'term.transition')
      terminal.detail(`${event.to}${event.from ? ` (${event.cause})` : ''}`)
  },
})

interface Facts {
  readonly name: string
  readonly outcome: 'updated'
  readonly version: string | undefined
  readonly digest?: string | undefined
  readonly bytes: number | undefined
  readonly durationMs: number
  readonly phases: RefreshUpdated['phases'] | undefined
  readonly source: string | undefined
  readonly signedBy: string | undefined
}

const factsOf = ({ options: { name } }: Subject, event: RefreshUpdated | undefined): Facts => ({
  name,
  outcome: 'updated',
  version: event?.to,
  bytes: event?.bytes,
  durationMs: Math.round(event?.durationMs ?? 0),
  phases: event?.phases,
  source: event?.source,
  signedBy: event?.signedBy,
})

function inWords(
  { version, digest, bytes = 0, durationMs, signedBy }: Facts,
  out: string | undefined,
): string {
  const parts = [
    `${sizeInWords(bytes)} in ${spanInWords(durationMs)}`,
    `version ${version}`,
    `sha256 ${digest}…`,
    ...(signedBy === undefined ? [] : [`signed by ${signedBy}`]),
    ...(out === undefined || out === '-' ? [] : [`written to ${out}`]),
  ]
  return parts.join(' · ')
}
