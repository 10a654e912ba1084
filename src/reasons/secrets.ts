/** Masks secrets in messages, whoever wrote them, by the shapes that secrets have. @module */

const MASK = '…'

// A URL, less its user and all that follows its path.
const URLS = /([a-z][a-z\d+.-]*:\/\/)(?:[^\s/?#'"`]*@)?([^\s?#'"`<>]*)(?:[?#][^\s'"`<>]*)?/gi

// Credentials as RFC 9110, section 11.4, writes them in `Authorization`.
const SCHEMES = /\b(bearer|basic|digest|aws4-hmac-sha256)\s+[^\s'"`]+/gi

const NAMED =
  /([\w-]*(?:token|secret|passw|api[-_]?key|access[-_]?key|signature|credential|authorization|cookie)[\w-]*["'`]?\s*[=:]\s*["'`]?)[^\s"'`,;&]+/gi

// `Headers.append: "..." is an invalid header value.`
const HEADER_VALUES = /"[^"]*"(?= is an invalid header value)/g

export const withoutSecrets = (text: string): string =>
  text
    .replace(URLS, '$1$2')
    .replace(HEADER_VALUES, `"${MASK}"`)
    .replace(SCHEMES, `$1 ${MASK}`)
    .replace(NAMED, `$1${MASK}`)
