/** Asks an origin twice, as a term does, and looks at what it says. @module */

import { briefly, TermError, textOf } from '../../base/errors.ts'
import type { Changed, FetchContext, Fetcher, Known, Probe } from '../../fetch/fetcher.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import { spanInWords } from '../../serve/words/span.ts'
import { endingAfter } from '../ending-after.ts'
import type { Finding } from './finding.ts'

export interface OriginCheck {
  readonly about: string
  /** The name of the term whose origin it is: some fetchers go by it. Left out: it is of none. */
  readonly term?: string
  readonly fetcher: Fetcher
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** What is too large is to be told of with its size. */
const ANY_SIZE = Number.MAX_SAFE_INTEGER

export async function checkOrigin(check: OriginCheck): Promise<Finding[]> {
  const { about, fetcher } = check
  using ending = endingAfter(check.timeoutMs, check.signal, late(check.timeoutMs))
  try {
    await fetcher.init?.(contextOf(check, ending.signal))
    const first = await askedOnce(check, undefined)
    if (!first.changed)
      return [
        {
          level: 'bad',
          about,
          found: 'says "nothing newer" to who knows nothing',
          advice: 'this fetcher breaks its contract',
        },
      ]
    const size = sizeFindings(check, first)
    if (first.known === undefined || isNameless(first.known)) return [...size, unconditional(about)]
    const again = await askedOnce(check, first.known)
    return [...size, ...conditional(about, first, again)]
  } catch (error) {
    return [unreachableOrigin(about, error)]
  } finally {
    await fetcher.close?.()
  }
}

const late = (ms: number): TermError =>
  new TermError('ERR_TERM_TIMEOUT', `it did not answer within ${spanInWords(ms)}`)

const contextOf = ({ term }: OriginCheck, signal: AbortSignal): FetchContext => ({
  signal,
  maxBytes: ANY_SIZE,
  term,
})

/** The body is called off: an answer ends at its headers. */
async function askedOnce(check: OriginCheck, known: Changed['known']): Promise<Probe> {
  const { fetcher, timeoutMs, signal } = check
  using ending = endingAfter(timeoutMs, signal, late(timeoutMs))
  try {
    return await fetcher.probe(known, contextOf(check, ending.signal))
  } finally {
    ending.abort()
  }
}

const LARGE = 32 * 2 ** 20

function sizeFindings({ about, maxBytes }: OriginCheck, { size }: Changed): Finding[] {
  if (size === undefined) return [{ level: 'ok', about, found: 'answers; it does not tell the size' }]
  if (size > maxBytes) {
    return [
      {
        level: 'bad',
        about,
        found: `${sizeInWords(size)}, and at most ${sizeInWords(maxBytes)} are taken`,
        means: 'every attempt fails with ERR_TERM_TOO_LARGE',
        advice: '`limits: { maxBytes }` of the term',
      },
    ]
  }
  if (size < LARGE) return [{ level: 'ok', about, found: `answers, ${sizeInWords(size)}` }]
  return [
    {
      level: 'warn',
      about,
      found: `answers, ${sizeInWords(size)}`,
      means: 'what is large takes memory twice while it is swapped, and a thread to decode',
      advice:
        '`table()` for JSON with keys, `bytes()` for files that are read in place: https://github.com/everterm/everterm/blob/main/docs/large-terms.md',
    },
  ]
}

/** Does the web know no name of it? */
const isNameless = ({ resource, etag, lastModified }: Known): boolean =>
  resource !== undefined && etag === undefined && lastModified === undefined

const unconditional = (about: string): Finding => ({
  level: 'warn',
  about,
  found: 'names no version: neither ETag nor Last-Modified',
  means: 'each refresh downloads all of it; the digest alone tells that nothing is new',
  advice: 'let the origin send a strong ETag',
})

function conditional(about: string, first: Changed, again: Probe): Finding[] {
  const { etag, lastModified } = first.known as { etag?: unknown; lastModified?: unknown }
  const isOfWeb = etag !== undefined || lastModified !== undefined
  const by = etag !== undefined ? ` by its ETag ${String(etag)}` : isOfWeb ? ' by its date' : ''
  if (again.changed) {
    const isAnother = first.version !== undefined && again.version !== first.version
    return [
      {
        level: 'warn',
        about,
        found: isAnother
          ? 'sends another version at each request'
          : `does not say "not modified" when it is asked${by}`,
        means: 'each refresh downloads all of it',
        advice: isAnother
          ? 'servers behind a balancer may make ETags of their own: let them agree'
          : 'let the origin, or the CDN before it, answer If-None-Match with 304',
      },
    ]
  }
  const confirmed: Finding = { level: 'ok', about, found: `says "not modified" when it is asked${by}` }
  if (first.strong === true || !isOfWeb) return [confirmed]
  return [
    confirmed,
    {
      level: 'warn',
      about,
      found: etag === undefined ? 'has no ETag' : 'its ETag is weak',
      means: 'a cut download begins anew, and refused bytes are downloaded again each time',
      advice:
        'a strong ETag; Apache and nginx make it weak where they compress as they send: send files that are compressed already',
    },
  ]
}

const ADVICE: Readonly<Record<string, string>> = {
  ERR_TERM_DENIED: 'credentials, their rights, or `--header "Authorization: ..."`',
  ERR_TERM_NOT_FOUND: 'is the address right, and has it been published?',
  ERR_TERM_DNS: 'is the name right, and can this machine resolve it?',
  ERR_TERM_TLS: 'NODE_EXTRA_CA_CERTS names a file of authorities to trust besides',
  ERR_TERM_TIMEOUT: 'a firewall that swallows packets looks like this; --timeout gives it longer',
}

function unreachableOrigin(about: string, error: unknown): Finding {
  const isOurs = error instanceof TermError
  const found = isOurs ? briefly(error) : textOf(error)
  const advice = isOurs ? ADVICE[error.code] : undefined
  return {
    level: 'bad',
    about,
    found,
    means: 'a term has no value until this works',
    ...(advice !== undefined && { advice }),
  }
}
