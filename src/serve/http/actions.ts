/** Does to a term what somebody asks for who knows the token. @module */

import { didYouMean } from '../../base/did-you-mean.ts'
import { fieldOf, TermError } from '../../base/errors.ts'
import type { RemoteTerm } from '../../handles/term-handle.ts'
import { meant } from '../../store/pin.ts'
import { ServeRefusal } from './answer.ts'

/** The answer to an action. */
export interface ActionResult {
  /** How a refresh ended. */
  readonly outcome?: string | undefined
  /** The version that readers get now. */
  readonly version?: string | undefined
  /** What was released or accepted. */
  readonly refused?: RefusedFacts | undefined
}

interface RefusedFacts {
  readonly version?: string | undefined
  /** The first 16 hex digits of the SHA-256 of its bytes. */
  readonly digest?: string | undefined
}

type Act = (term: RemoteTerm<unknown>, version: string | undefined) => Promise<Omit<ActionResult, 'version'>>

const ACTIONS: Readonly<Record<string, Act>> = {
  refresh: async (term) => ({ outcome: await term.refresh() }),
  pin: async (term, version) => done(await term.pin(version)),
  unpin: async (term) => done(await term.unpin()),
  rollback: async (term) => done(await term.rollback()),
  release: (term, version) => toRefused(term, named('release', version), (name) => term.release(name)),
  accept: (term, version) => toRefused(term, named('accept', version), (name) => term.accept(name)),
}

/** Says which payload was meant, which may have been named by its digest. */
async function toRefused(
  term: RemoteTerm<unknown>,
  name: string,
  perform: (name: string) => Promise<unknown>,
): Promise<Pick<ActionResult, 'refused'>> {
  const [found] = meant(term.status().quarantined, name)
  await perform(name)
  return {
    refused: found === undefined ? { version: name } : { version: found.version, digest: found.digest },
  }
}

const done = (_: unknown) => ({})

/** @throws ServeRefusal */
export async function act(
  term: RemoteTerm<unknown>,
  action: string,
  body: Readonly<Record<string, unknown>>,
): Promise<ActionResult> {
  const perform = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  if (perform === undefined) {
    const hint = didYouMean(action, Object.keys(ACTIONS)) ?? `there are ${Object.keys(ACTIONS).join(', ')}`
    throw new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', `there is no such action: ${hint}`, {
      term: term.name,
    })
  }
  const { version } = body
  if (version !== undefined && (typeof version !== 'string' || version === ''))
    throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', '`version` is a text, or left out', { term: term.name })
  try {
    const result = await perform(term, version)
    return { ...result, version: term.status().version }
  } catch (thrown) {
    throw thrown instanceof TermError ? refused(term.name, thrown) : thrown
  }
}

function named(action: string, version: string | undefined): string {
  if (version !== undefined) return version
  throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', `${action} wants a \`version\``)
}

/** Codes that say that the request is to blame, or the moment; with all others it is an origin, or a payload of it. */
const STATUS: Readonly<Record<string, number>> = {
  ERR_TERM_VERSION: 404,
  ERR_TERM_ABORTED: 409,
  ERR_TERM_NOT_STARTED: 409,
  ERR_TERM_STOPPED: 409,
}

/** Where code looks for versions; whoever asks from without has a prompt. */
const LISTED = /`(?:history\(\)|status\(\)\.quarantined)`/

function refused(term: string, error: TermError): ServeRefusal {
  const message = String(fieldOf(error, 'message'))
    .replace(`[${term}] `, '')
    .replace(LISTED, `\`everterm inspect ${term}\``)
  return new ServeRefusal(STATUS[error.code] ?? 502, error.code, message, { term })
}
