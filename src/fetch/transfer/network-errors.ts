/** Turns what undici, Node and the network throw into the codes of everterm. @module */

import { fieldOf, TermError, type TermErrorCode } from '../../base/errors.ts'
import { placeOfFailure } from './place.ts'
import { plainAdvice, tlsAdvice } from './tls-advice.ts'

const CODES: Readonly<Record<string, TermErrorCode>> = {
  ENOTFOUND: 'ERR_TERM_DNS',
  EAI_AGAIN: 'ERR_TERM_DNS',
  ENODATA: 'ERR_TERM_DNS',
  ETIMEDOUT: 'ERR_TERM_TIMEOUT',
  UND_ERR_CONNECT_TIMEOUT: 'ERR_TERM_TIMEOUT',
  UND_ERR_HEADERS_TIMEOUT: 'ERR_TERM_TIMEOUT',
  UND_ERR_BODY_TIMEOUT: 'ERR_TERM_TIMEOUT',
  UND_ERR_HEADERS_OVERFLOW: 'ERR_TERM_PROTOCOL',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'ERR_TERM_PROTOCOL',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'ERR_TERM_TOO_LARGE',
  EPROTO: 'ERR_TERM_TLS',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ERR_TERM_TLS',
  SELF_SIGNED_CERT_IN_CHAIN: 'ERR_TERM_TLS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ERR_TERM_TLS',
  UNABLE_TO_GET_ISSUER_CERT: 'ERR_TERM_TLS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'ERR_TERM_TLS',
  HOSTNAME_MISMATCH: 'ERR_TERM_TLS',
  INVALID_CA: 'ERR_TERM_TLS',
}

// The peer closed in good order, but too early; a reset is the network's doing.
const CUTS: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])

const PREFIXES: readonly (readonly [string, TermErrorCode])[] = [
  ['HPE', 'ERR_TERM_PROTOCOL'],
  ['ERR_TLS_', 'ERR_TERM_TLS'],
  ['ERR_SSL_', 'ERR_TERM_TLS'],
  ['CERT_', 'ERR_TERM_TLS'],
  ['CRL_', 'ERR_TERM_TLS'],
  ['EAI_', 'ERR_TERM_DNS'],
]

const SAYINGS: Partial<Record<TermErrorCode, string>> = {
  ERR_TERM_DNS: 'The name of the origin could not be resolved',
  ERR_TERM_TLS: 'The TLS connection to the origin was not accepted',
  ERR_TERM_TIMEOUT: 'The origin took too long',
  ERR_TERM_PROTOCOL: 'The answer is not proper HTTP',
  ERR_TERM_TRUNCATED: 'The connection ended before the body did',
  ERR_TERM_TOO_LARGE: 'The body is larger than allowed',
  ERR_TERM_NETWORK: 'The connection to the origin failed',
}

/**
 * The failure of an exchange as a `TermError`: one of ours stays as it is, anything else becomes the cause.
 *
 * @param place - the host and the port that were asked, for a failure that doesn't tell by itself
 * @param protocol - by which they were asked, as `http:`; a request without TLS may have met it
 * @param peer - what it is that was asked, in a word
 */
export function toNetworkError(
  thrown: unknown,
  stage: 'probe' | 'download',
  place: string | undefined = placeOfFailure(thrown),
  protocol?: string,
  peer = 'origin',
): TermError {
  if (thrown instanceof TermError) return thrown
  const bug = bugOf(thrown)
  if (bug !== undefined) {
    const message = `The request could not be made (${bug}): see the cause, which is a mistake in a program`
    return new TermError('ERR_TERM_FETCH', message, { stage, cause: thrown, hopeless: true })
  }
  const systemCode = codeOf(thrown)
  const code = termCode(systemCode, stage)
  const known = /^[A-Z][A-Z0-9_]+$/.test(systemCode) ? [systemCode] : []
  const told = [...known, ...(place === undefined ? [] : [`at ${place}`])].join(' ')
  const said = told === '' ? '' : ` (${told})`
  const isPlain = protocol === 'http:' && stage === 'probe'
  const advice = isPlain ? plainAdvice(systemCode, isHangUp(thrown)) : tlsAdvice(systemCode)
  const failed = String(SAYINGS[code]).replace('origin', peer)
  return new TermError(code, `${failed}${said}${advice}`, { stage, cause: thrown })
}

function termCode(systemCode: string, stage: 'probe' | 'download'): TermErrorCode {
  if (stage === 'download' && (CUTS.has(systemCode) || isOfHttp2(systemCode))) return 'ERR_TERM_TRUNCATED'
  const prefixed = PREFIXES.find(([prefix]) => systemCode.startsWith(prefix))?.[1]
  return CODES[systemCode] ?? prefixed ?? 'ERR_TERM_NETWORK'
}

/** Did a connection that looked alive turn out to be dead? */
export const isDeadSocket = (thrown: unknown): boolean =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(thrown))

/** Did the peer close in good order before it answered? Of what the network does, Node names the system call. */
const isHangUp = (thrown: unknown): boolean =>
  codeOf(thrown) === 'UND_ERR_SOCKET' ||
  (codeOf(thrown) === 'ECONNRESET' && fieldOf(thrown, 'syscall') === undefined)

/** Did the connection break amid a body, or its stream within one? */
export const isCut = (thrown: unknown): boolean =>
  isDeadSocket(thrown) || codeOf(thrown) === 'ETIMEDOUT' || isOfHttp2(codeOf(thrown))

// RFC 9113, section 5.4: an error of a stream or of its whole connection, by whichever side.
const isOfHttp2 = (systemCode: string): boolean => systemCode.startsWith('ERR_HTTP2_')

// What the world does to a request has a code; a bug has none.
function bugOf(thrown: unknown): string | undefined {
  const name = fieldOf(thrown, 'name')
  return (name === 'TypeError' || name === 'ReferenceError') && codeOf(thrown) === '' ? name : undefined
}

function codeOf(thrown: unknown): string {
  // undici means to give it the code of llhttp (HPE_...), but looks it up in vain.
  if (fieldOf(thrown, 'name') === 'HTTPParserError') return 'HPE'
  const code = fieldOf(thrown, 'code')
  return typeof code === 'string' ? code : ''
}
