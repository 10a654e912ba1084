/** Advice on a connection that TLS refused, or that TLS may be missing from, by the code of Node. @module */

const UNKNOWN_ISSUER =
  "its certificate is of no authority that is known here: start Node.js with NODE_EXTRA_CA_CERTS=<file of the authority's certificate>, or for `http` give a `dispatcher` that knows it"

const ADVICE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it there, or set the clock here',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: set the clock here',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_ISSUER,
  EPROTO: 'it speaks another protocol: is it http, or an old TLS?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it speaks another protocol: is it http, or an old TLS?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: is the host of the URL right?',
  HOSTNAME_MISMATCH: 'its certificate is for another name: is the host of the URL right?',
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_ISSUER,
}

/** `: do this`, or nothing where there is no advice. */
export const tlsAdvice = (systemCode: string): string =>
  Object.hasOwn(ADVICE, systemCode) ? `: ${ADVICE[systemCode]}` : ''

/** The same for a request without TLS that got no answer, or none of HTTP: that is what comes of one that meets TLS. */
export const plainAdvice = (systemCode: string, isHangUp: boolean): string =>
  isHangUp || systemCode.startsWith('HPE') ? ': is it https?' : ''
