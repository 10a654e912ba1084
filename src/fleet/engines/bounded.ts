/** What all engines have in common: keys and values are checked, a call ends in time, a listener can't harm. @module */

import { checkFunction, checkOneOf, checkSignal } from '../../base/checks.ts'
import { TermError, toTermError } from '../../base/errors.ts'
import { fenced } from '../../base/fenced.ts'
import { holding } from '../../base/keep-alive.ts'
import { patience } from '../../base/patience.ts'
import { unexpected } from '../../base/unexpected.ts'
import { untilAborted } from '../../base/until-aborted.ts'
import {
  type Control,
  type ControlEntry,
  type HeardHint,
  LASTS_MS,
  MAX_VALUE_BYTES,
  type Space,
  topicOf,
} from '../control.ts'
import { checkControlKey } from '../keys.ts'

const SPACES = Object.keys(LASTS_MS) as Space[]

/** What is left to do for one engine: its arguments are right, and its failures may be any. */
export interface Engine {
  readonly name: string
  prepare(signal: AbortSignal): Promise<void>
  remarks?(signal: AbortSignal): Promise<readonly string[]>
  get(space: Space, key: string, signal: AbortSignal): Promise<ControlEntry | undefined>
  swap(
    space: Space,
    key: string,
    value: string,
    revision: string | undefined,
    signal: AbortSignal,
  ): Promise<ControlEntry | undefined>
  put(space: Space, key: string, value: string, signal: AbortSignal): Promise<ControlEntry>
  post(space: Space, key: string, value: string, signal: AbortSignal): Promise<void>
  /** In any order. */
  list(space: Space, prefix: string, signal: AbortSignal): Promise<readonly ControlEntry[]>
  hint(topic: string, signal: AbortSignal): Promise<void>
  /** `heard` never throws, and may be told anything. */
  listen(topic: string, heard: HeardHint): () => void
  close(): Promise<void>
}

export interface BoundedOptions {
  /** The function that users called, for messages. */
  readonly of: string
  readonly timeoutMs: number
  /** What an error of the engine's client means. */
  errorOf(thrown: unknown, doing: string): TermError
}

/** Makes a `Control` of an engine. */
export function bounded(engine: Engine, { of, timeoutMs, errorOf }: BoundedOptions): Control {
  let closing: Promise<void> | undefined

  async function inTime<T>(
    doing: string,
    given: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const outer = checkSignal(of, 'signal', given)
    if (closing !== undefined) throw new TermError('ERR_TERM_STOPPED', `${engine.name} is closed (${doing})`)
    const own = new AbortController()
    const late = `${engine.name} gave no answer within ${timeoutMs} ms (${doing})`
    const end = patience(timeoutMs, () => own.abort(new TermError('ERR_TERM_TIMEOUT', late)))
    const signal = outer === undefined ? own.signal : AbortSignal.any([own.signal, outer])
    try {
      // A connection doesn't hold the process; who waits for an answer does.
      return await holding(untilAborted(work(signal), signal))
    } catch (thrown) {
      throw signal.aborted ? calledOff(signal, doing) : errorOf(thrown, doing)
    } finally {
      end()
    }
  }

  const calledOff = ({ reason }: AbortSignal, doing: string): TermError =>
    toTermError(reason, 'ERR_TERM_ABORTED', `The call was called off (${doing})`)

  const place = (space: unknown, key: unknown): string =>
    `${checkOneOf(of, 'space', space, SPACES)} ${checkControlKey(of, 'key', key)}`

  const { remarks } = engine
  return {
    name: engine.name,
    prepare: (signal) => inTime('prepare', signal, engine.prepare),
    ...(remarks !== undefined && {
      remarks: (signal?: AbortSignal) => inTime('remarks', signal, remarks),
    }),
    get: async (space, key, signal) =>
      inTime(`get ${place(space, key)}`, signal, (within) => engine.get(space, key, within)),
    swap: async (space, key, value, revision, signal) => {
      const doing = `swap ${place(space, key)}`
      checkValue(of, value, doing)
      checkRevision(of, revision)
      if (revision !== undefined) checkChangeable(of, space)
      return inTime(doing, signal, (within) => engine.swap(space, key, value, revision, within))
    },
    put: async (space, key, value, signal) => {
      const doing = `put ${place(space, key)}`
      checkChangeable(of, space)
      checkValue(of, value, doing)
      return inTime(doing, signal, (within) => engine.put(space, key, value, within))
    },
    post: async (space, key, value, signal) => {
      const doing = `post ${place(space, key)}`
      checkChangeable(of, space)
      checkValue(of, value, doing)
      return inTime(doing, signal, (within) => engine.post(space, key, value, within))
    },
    list: async (space, prefix, signal) => {
      const doing = prefix === '' ? `list ${place(space, 'all')}` : `list ${place(space, prefix)}`
      const entries = await inTime(doing, signal, (within) => engine.list(space, prefix, within))
      return entries.toSorted((one, other) => (one.key < other.key ? -1 : 1))
    },
    hint: async (topic, signal) => {
      checkControlKey(of, 'topic', topic)
      return inTime(`hint ${topic}`, signal, (within) => engine.hint(topic, within))
    },
    listen(topic, heard) {
      checkControlKey(of, 'topic', topic)
      if (checkFunction(of, 'heard', heard) === undefined) throw unexpected(of, 'heard', 'a function', heard)
      if (closing !== undefined) return () => {}
      return engine.listen(topic, (key) => {
        // Whoever may give hints may say anything in them.
        const named = key !== undefined && topicOf(key) === topic ? key : undefined
        fenced(
          () => heard(named),
          () => {},
        )
      })
    },
    close: () => {
      closing ??= holding(engine.close())
      return closing
    },
  }
}

/** What was done isn't changed. */
function checkChangeable(of: string, space: Space): void {
  if (space === 'audit')
    throw new TypeError(
      `${of}: expected \`space\` to be another one, since entries of audit are created by \`swap\``,
    )
}

function checkRevision(of: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && value !== '')) return
  throw unexpected(of, 'revision', 'the revision of an entry, or undefined', value)
}

function checkValue(of: string, value: unknown, doing: string): void {
  if (typeof value !== 'string')
    throw new TypeError(`${of}: expected \`value\` to be text, got ${typeof value}`)
  const size = Buffer.byteLength(value)
  if (size <= MAX_VALUE_BYTES) return
  const message = `${size} bytes are more than an entry may have, which is ${MAX_VALUE_BYTES} (${doing})`
  throw new TermError('ERR_TERM_TOO_LARGE', message)
}
