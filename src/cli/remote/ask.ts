/** Asks a running process, or tells it something: JSON there, JSON back, and its errors in words. @module */

import type { IncomingMessage } from 'node:http'
import { didYouMean } from '../../base/did-you-mean.ts'
import { fieldOf } from '../../base/errors.ts'
import type { TreeFacts } from '../../serve/api/tree-facts.ts'
import { CliError, isCliError } from '../cli-error.ts'
import { type Exit, exitOfCode } from '../exit-codes.ts'
import { type Asking, connect, unreachable } from './connect.ts'
import type { RemoteProcess } from './remote-process.ts'

/** The most that an answer may have. */
const MOST = 64 * 2 ** 20

/** @throws CliError that tells what the process said, and ends as its code says */
export async function askProcess<T>(target: RemoteProcess, asking: Asking): Promise<T> {
  const { bytes } = await takeFrom(target, asking)
  const said = parsed(bytes)
  if (said !== undefined) return said as T
  throw await refusalOf(target, 200, said, asking)
}

export interface TakenAnswer {
  readonly bytes: Buffer
  readonly headers: IncomingMessage['headers']
}

/** What a process sends, as it comes. @throws CliError as `askProcess` */
export async function takeFrom(target: RemoteProcess, asking: Asking, most = MOST): Promise<TakenAnswer> {
  const answer = await connect(target, asking)
  const bytes = await bytesOfAnswer(target, answer, most)
  if (answer.statusCode === 200) return { bytes, headers: answer.headers }
  throw await refusalOf(target, answer.statusCode ?? 0, parsed(bytes), asking)
}

async function bytesOfAnswer(
  { name }: RemoteProcess,
  answer: IncomingMessage,
  most: number,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.byteLength
      if (size > most) throw new CliError('failed', `${name} sent more than ${most} bytes`)
      chunks.push(chunk)
    }
  } catch (error) {
    if (isCliError(error)) throw error
    throw unreachable(name, error)
  }
  return Buffer.concat(chunks)
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

const BY_STATUS: Readonly<Record<number, readonly [Exit, hint?: string]>> = {
  401: ['denied', 'it wants its token: set EVERTERM_TOKEN to it'],
  403: ['denied', 'actions are off there, or it is asked under another name than its own'],
  404: ['denied'],
  503: ['unreachable'],
}

async function refusalOf(
  target: RemoteProcess,
  status: number,
  said: unknown,
  { path, signal }: Asking,
): Promise<CliError> {
  const error = fieldOf(said, 'error')
  const message = fieldOf(error, 'message')
  if (typeof message !== 'string') {
    const what = said === undefined ? 'answers, but not as everterm does' : 'answers'
    return new CliError(BY_STATUS[status]?.[0] ?? 'unreachable', `${target.name} ${what} (status ${status})`)
  }
  const code = String(fieldOf(error, 'code'))
  const [exit, hint] = BY_STATUS[status] ?? ['failed']
  const ofCode = exitOfCode(code)
  const near = status === 404 ? await nearName(target, path, signal) : undefined
  return new CliError(ofCode === 'failed' ? exit : ofCode, message, near ?? hint, code)
}

/** The term that was probably meant, where the path has the name of one that is not there. */
async function nearName(
  target: RemoteProcess,
  path: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [, name] = /^v1\/(?:status|terms|diff)\/([^/?]+)/.exec(path) ?? []
  if (name === undefined) return undefined
  const tree = await askProcess<TreeFacts>(target, { path: 'v1/status', signal }).catch(() => undefined)
  const names = tree?.terms.map((term) => term.name) ?? []
  if (names.includes(decodeURIComponent(name))) return undefined
  return (
    didYouMean(decodeURIComponent(name), names) ??
    (names.length > 0 ? `it has ${names.slice(0, 20).join(', ')}` : undefined)
  )
}
