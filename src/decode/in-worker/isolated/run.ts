/** Has a user's module decode in a process of its own, and takes over what it makes, in slices. @module */

import { type ChildProcess, spawn } from 'node:child_process'
import type { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { deserialize } from 'node:v8'
import { TermError, toTermError } from '../../../base/errors.ts'
import { patience } from '../../../base/patience.ts'
import { builder } from '../../../portable/steps/put-together.ts'
import { explained } from '../../../reasons/index.ts'
import type { DecodeContext } from '../../decoder.ts'
import { copyOf } from '../../join.ts'
import type { Wire } from '../../wire.ts'
import { CHILD_MARK } from '../../workers/index.ts'
import { frameHead, framesOf } from './frames.ts'
import type { ChildEnd, ChildOrder } from './order.ts'
import { type BegunProcess, startOf } from './start-of.ts'

const MiB = 2 ** 20

export interface Isolation {
  /** The URL of the user's module. */
  readonly url: string
  /** How much memory V8 may use there, in MiB. */
  readonly memory: number
}

/** Decodes one payload in a process that lives no longer than that. @throws TermError of the module, or `ERR_TERM_DECODER` */
export async function decodeApart(
  { url, memory }: Isolation,
  wire: Wire,
  { term, pool, signal: called }: DecodeContext,
): Promise<unknown> {
  const controller = new AbortController()
  const { signal } = controller
  const callOff = () => controller.abort(called.reason)
  called.addEventListener('abort', callOff, { once: true })
  const { take, give, track } = pool.processes
  try {
    if (called.aborted) callOff()
    await take(signal)
    try {
      const child = start(pool.processes, memory)
      if (child.pid !== undefined) track(new Promise<void>((resolve) => child.once('close', () => resolve())))
      try {
        const begun = startOf(pool.processes)
        return await Promise.race([answerOf(child, { url, term, wire }, memory, begun), calledOff(signal)])
      } finally {
        end(child)
      }
    } finally {
      give()
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown
    throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off', { stage: 'decode' })
  } finally {
    called.removeEventListener('abort', callOff)
  }
}

/** Rejects when the signal is aborted: nobody waits for the death of a process, which others may hide. */
const calledOff = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
  })

/** Ends a process, and its pipes, of which processes that the module has started may hold the other ends. One that didn't start has none. */
function end(child: ChildProcess): void {
  child.kill('SIGKILL')
  for (const pipe of child.stdio ?? []) pipe?.destroy()
}

/** What a module needs to run at all. Nothing secret is among it: what a payload may take over finds no credentials. */
const HANDED_DOWN = [
  'HOME',
  'LANG',
  'LC_ALL',
  'PATH',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'TMPDIR',
  'TZ',
  'USERPROFILE',
]

function start({ entry, execArgv }: DecodeContext['pool']['processes'], memory: number): ChildProcess {
  const hindrance = hindranceOf(entry)
  if (entry === undefined || hindrance !== undefined)
    throw new TermError('ERR_TERM_DECODER', `no process can be had to decode in: ${hindrance}`, {
      stage: 'decode',
      hopeless: true,
    })
  const isInherited = execArgv === 'inherit'
  const own = Object.entries(process.env).filter(([name]) => HANDED_DOWN.includes(name.toUpperCase()))
  const args = isInherited ? process.execArgv : execArgv
  return spawn(
    process.execPath,
    [...args, `--max-old-space-size=${memory}`, fileURLToPath(entry), CHILD_MARK],
    {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: isInherited ? process.env : Object.fromEntries(own),
      windowsHide: true,
    },
  )
}

function hindranceOf(entry: URL | undefined): string | undefined {
  const { bun, deno } = process.versions
  if (bun !== undefined || deno !== undefined) return '`isolation` needs Node.js'
  if (process.permission?.has('child') === false)
    return 'the permissions of this process allow none (--allow-child-process)'
  return entry === undefined ? 'everterm is bundled, and `workers.entry` names no module for it' : undefined
}

interface Asked {
  readonly url: string
  readonly term: string
  readonly wire: Wire
}

async function answerOf(
  child: ChildProcess,
  asked: Asked,
  memory: number,
  begun: BegunProcess,
): Promise<unknown> {
  // Where no process could be started there may be no pipes either.
  if (child.pid === undefined) throw await failed(child)
  const [input, , errors, results, lifeline] = child.stdio as unknown as [
    Writable,
    null,
    Readable,
    Readable,
    Writable,
  ]
  // What is written to a process that has ended fails; how it ended says more.
  for (const pipe of [input, errors, results, lifeline]) pipe.on('error', () => {})
  const isOutOfMemory = watchedFor(errors, /heap out of memory|heap limit/)
  const ended = new Promise<never>((_, reject) => {
    begun.late(reject)
    const tell = () => {
      const why = lost(isOutOfMemory() ? memory : undefined, child.exitCode, child.signalCode)
      reject((isOutOfMemory() ? undefined : begun.wrong(child.exitCode)) ?? why)
    }
    child.once('close', tell)
    // What the module has started may keep a pipe open: then all has come that comes.
    void Promise.all([heard(child, 'exit'), heard(results, 'close')]).then(() =>
      patience(LAST_WORDS_MS, tell),
    )
  })
  // Whichever comes first is heard; the other must not be an unhandled rejection.
  ended.catch(() => {})
  try {
    await order(input, asked)
    return await Promise.race([taken(results, memory, ended, begun), ended])
  } finally {
    begun.end()
  }
}

/** How long what a process wrote last may take to come, after its end, in ms. */
const LAST_WORDS_MS = 500

const heard = (emitter: EventEmitter, event: string): Promise<void> =>
  new Promise((resolve) => void emitter.once(event, () => resolve()))

const AT = { stage: 'decode' } as const

const failed = (child: ChildProcess): Promise<TermError> =>
  new Promise((resolve) => {
    child.once('error', (cause) => resolve(explained(cause, 'ERR_TERM_DECODER', NONE, AT)))
  })

const NONE = 'no process could be started to decode in'

/** Tells whether a text has come by. Nothing of it is kept: it may quote the payload. */
function watchedFor(stream: Readable, wanted: RegExp): () => boolean {
  let tail = ''
  let hasCome = false
  stream.on('data', (chunk: Buffer) => {
    tail = tail.slice(-100) + chunk.toString('latin1')
    hasCome ||= wanted.test(tail)
  })
  return () => hasCome
}

function lost(memory: number | undefined, code: number | null, signal: string | null): TermError {
  const how =
    memory !== undefined
      ? `ran out of its memory (${memory} MiB)`
      : signal !== null
        ? `was ended by ${signal}`
        : `ended with code ${code}, before there was a value`
  return new TermError('ERR_TERM_DECODER', `The process of the module of \`inWorker\` ${how}`, AT)
}

async function order(input: Writable, { url, term, wire: { bytes, ...wire } }: Asked): Promise<void> {
  const said = Buffer.from(JSON.stringify({ url, term, wire } satisfies ChildOrder))
  input.write(frameHead('order', said.byteLength))
  input.write(said)
  input.write(frameHead('wire', bytes.byteLength))
  input.end(await copyOf([bytes]))
}

async function taken(
  results: Readable,
  memory: number,
  ended: Promise<never>,
  begun: BegunProcess,
): Promise<unknown> {
  const { take, value } = builder()
  const tooLarge = () =>
    new TermError(
      'ERR_TERM_DECODER',
      `What the module of \`inWorker\` returned has more than ${memory} MiB`,
      AT,
    )
  for await (const { kind, body } of framesOf(results, memory * MiB, tooLarge)) {
    begun.end()
    if (kind === 'at work') continue
    if (kind === 'part') take(deserialize(body))
    else {
      const { failure }: ChildEnd = JSON.parse(Buffer.from(body).toString())
      if (failure === undefined) return value()
      throw new TermError(failure.code, failure.message, failure)
    }
  }
  return ended
}
