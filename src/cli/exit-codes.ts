/** The exit codes of `everterm`, which scripts rely on, and the one that a failure ends with. @module */

import { TermError, type TermErrorCode } from '../base/errors.ts'

/** What each code means, in the words of the help and of the documentation. */
export const EXIT_CODES = {
  ok: [0, 'done'],
  failed: [1, 'anything else went wrong'],
  usage: [2, 'the command line or the config is wrong'],
  halted: [3, 'a rollout was halted: all go back'],
  paused: [4, 'a rollout is paused: somebody has to look'],
  unmodified: [10, 'nothing newer, with --exit-code'],
  unreachable: [11, 'the source or the process could not be reached'],
  denied: [12, 'not found, or access denied'],
  undecodable: [13, 'the payload could not be decompressed or decoded'],
  refused: [14, 'refused: by the gate, a signature, or what others have done since'],
  stale: [15, 'stale or expired, with --exit-code'],
  timedOut: [16, 'it took too long'],
  interrupted: [130, 'interrupted by Ctrl-C; `serve` ends with 0'],
  terminated: [143, 'ended by SIGTERM; `serve` ends with 0'],
} as const satisfies Record<string, readonly [code: number, words: string]>

export type Exit = keyof typeof EXIT_CODES

export const exitCode = (exit: Exit): number => EXIT_CODES[exit][0]

const BY_CODE: Partial<Record<TermErrorCode, Exit>> = {
  ERR_TERM_FETCH: 'unreachable',
  ERR_TERM_NETWORK: 'unreachable',
  ERR_TERM_DNS: 'unreachable',
  ERR_TERM_TLS: 'unreachable',
  ERR_TERM_HTTP: 'unreachable',
  ERR_TERM_THROTTLED: 'unreachable',
  ERR_TERM_REDIRECT: 'unreachable',
  ERR_TERM_PROTOCOL: 'unreachable',
  ERR_TERM_TRUNCATED: 'unreachable',
  ERR_TERM_DENIED: 'denied',
  ERR_TERM_NOT_FOUND: 'denied',
  ERR_TERM_VERSION: 'denied',
  ERR_TERM_TOO_LARGE: 'undecodable',
  ERR_TERM_EMPTY: 'undecodable',
  ERR_TERM_ENCODING: 'undecodable',
  ERR_TERM_DECOMPRESS: 'undecodable',
  ERR_TERM_DESERIALIZE: 'undecodable',
  ERR_TERM_DECODER: 'undecodable',
  ERR_TERM_DIGEST: 'refused',
  ERR_TERM_SIGNATURE: 'refused',
  ERR_TERM_OUTDATED: 'refused',
  ERR_TERM_EXPIRED: 'refused',
  ERR_TERM_SCHEMA: 'refused',
  ERR_TERM_REFUSED: 'refused',
  ERR_TERM_GUARD: 'refused',
  ERR_TERM_QUARANTINED: 'refused',
  ERR_TERM_TIMEOUT: 'timedOut',
}

/** How a command ends that failed by a code of a term's. */
export const exitOfCode = (code: string): Exit => BY_CODE[code as TermErrorCode] ?? 'failed'

/** How a command ends that threw. */
export function exitOf(thrown: unknown): Exit {
  const { exit } = Object(thrown) as { exit?: Exit }
  if (exit !== undefined && Object.hasOwn(EXIT_CODES, exit)) return exit
  return thrown instanceof TermError ? exitOfCode(thrown.code) : 'failed'
}
