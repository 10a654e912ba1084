/** Tells mistakes of the program, which no waiting cures, from what the world does. @module */

/** Node's codes for what isn't there. */
const MISSING: ReadonlySet<unknown> = new Set([
  'ERR_MODULE_NOT_FOUND',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_ESM_URL_SCHEME',
  'MODULE_NOT_FOUND',
])

/** Node's codes for arguments that nothing can be done with. */
const UNFIT: ReadonlySet<unknown> = new Set([
  'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_VALUE',
  'ERR_INVALID_PROTOCOL',
  'ERR_INVALID_URL',
])

const CAUSES = 3

/** Is a name not defined, or a module not there? Then it stays so, whatever the code is given. */
export const isMissing = (thrown: unknown): boolean =>
  chainOf(thrown).some(({ name, code }) => name === 'ReferenceError' || MISSING.has(code))

/**
 * Is something missing, or impossible, such as a URL that is none? Only for code that was given no payload: a payload
 * could be to blame.
 */
export const isMistake = (thrown: unknown): boolean =>
  isMissing(thrown) ||
  chainOf(thrown).some(
    ({ name, code, message }) => UNFIT.has(code) || (name !== 'TermError' && message === 'unknown scheme'),
  )

/**
 * Is it a mistake or any `TypeError`? Only for code that gets nothing from the world. A `TypeError` with a cause, such as
 * `fetch failed`, is the world's.
 */
export const isMistakeOrTypeError = (thrown: unknown): boolean => {
  const [{ name, cause } = {}] = chainOf(thrown)
  return isMistake(thrown) || (name === 'TypeError' && cause === undefined)
}

interface Link {
  readonly name?: unknown
  readonly code?: unknown
  readonly message?: unknown
  readonly cause?: unknown
}

/** What was thrown and its causes, as far as they can be read. */
function chainOf(thrown: unknown): Link[] {
  const chain: Link[] = []
  try {
    for (let link = thrown; link !== undefined && chain.length < CAUSES; link = chain.at(-1)?.cause) {
      const { name, code, message, cause } = Object(link) as Link
      chain.push({ name, code, message, cause })
    }
  } catch {
    // Anything may have been thrown.
  }
  return chain
}
