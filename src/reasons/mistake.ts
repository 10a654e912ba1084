/** Tells mistakes of the program, which no waiting cures, from what the world does. @module */

/** Of what isn't there. */
const MISSING: ReadonlySet<unknown> = new Set([
  'ERR_MODULE_NOT_FOUND',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_ESM_URL_SCHEME',
  'MODULE_NOT_FOUND',
])

/** Of what can't be. */
const UNFIT: ReadonlySet<unknown> = new Set([
  'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_VALUE',
  'ERR_INVALID_PROTOCOL',
  'ERR_INVALID_URL',
])

const CAUSES = 3

/** A name that isn't defined, a module that isn't there: whatever the code was given, it stays so. */
export const isMissing = (thrown: unknown): boolean =>
  chainOf(thrown).some(({ name, code }) => name === 'ReferenceError' || MISSING.has(code))

/** The same, or what can't be, as a URL: no payload can be to blame where the code was given none. */
export const isMistake = (thrown: unknown): boolean =>
  isMissing(thrown) ||
  chainOf(thrown).some(
    ({ name, code, message }) => UNFIT.has(code) || (name !== 'TermError' && message === 'unknown scheme'),
  )

/** The same, or a `TypeError`, which of code that gets nothing of the world can be nothing else; `fetch failed` is none. */
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

/** What was thrown, and its causes; nothing of what can't be read. */
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
