/**
 * Makes the `TypeError` about a wrong option, which names option and value, and checks the shape of options: their fields
 * and flags.
 *
 * @module
 */

/**
 * Makes the error that says `http: expected `cache` to be a boolean, got `yes` (string)`, with a hint where there is one.
 * It shows the value, so it isn't for values that may be secret.
 */
export const unexpected = (
  of: string,
  option: string,
  expected: string,
  value: unknown,
  hint?: string,
): TypeError =>
  new TypeError(
    `${of}: expected \`${option}\` to be ${expected}, got \`${shown(value)}\` (${typeof value})${hint === undefined ? '' : `: ${hint}`}`,
  )

const LONGEST = 200

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return isPromise(value) ? 'promise' : 'object'
  try {
    // A function is shown by its name; its source says less.
    if (typeof value === 'function' && typeof value.name === 'string' && value.name !== '') return value.name
    const text = String(value)
    // A URL may hold a secret, and may have been put here by mistake.
    if (text.includes('://')) return 'a URL'
    return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
  } catch {
    // A function may have a `toString` of its own.
    return typeof value
  }
}

const isPromise = (value: object): boolean => {
  try {
    return 'then' in value && typeof value.then === 'function'
  } catch {
    return false
  }
}

/** The name that was probably meant: one that differs by a letter or two, or is a part of what was written. */
function nearest(written: string, names: readonly string[]): string | undefined {
  const word = written.toLowerCase()
  const near = names
    .map((name) => ({ name, distance: distanceOf(word, name.toLowerCase()) }))
    .filter(
      ({ name, distance }) => distance <= Math.max(1, name.length / 3) || isPart(word, name.toLowerCase()),
    )
  return near.sort((a, b) => a.distance - b.distance)[0]?.name
}

const LEAST_PART = 4

const isPart = (one: string, other: string): boolean =>
  (one.length >= LEAST_PART && other.includes(one)) || (other.length >= LEAST_PART && one.includes(other))

/** How many letters have to be added, removed or changed to make one word of the other (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...one.slice(0, LONGEST)].entries()) {
    const next = [i + 1]
    for (const [j, of] of [...other].entries()) {
      const change = (row[j] as number) + (letter === of ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] as number) + 1, (next[j] as number) + 1))
    }
    row = next
  }
  return row.at(-1) as number
}

/** Asks `did you mean ...?` where a name is near. */
export function didYouMean(written: unknown, names: readonly string[]): string | undefined {
  const near = typeof written === 'string' ? nearest(written, names) : undefined
  return near === undefined ? undefined : `did you mean \`${near}\`?`
}

/**
 * The text of a URL that was given as text or as a `URL`, which is known by its shape: each realm has a class of its own.
 */
export function hrefOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const { href, protocol } = Object(value) as Partial<URL>
  return typeof href === 'string' && typeof protocol === 'string' ? href : undefined
}

/** Checks that a value is a plain object and, where `keys` are given, that it has no others. */
export function checkRecord(of: string, option: string, value: unknown, keys?: readonly string[]): void {
  checkFields(of, option, value, 'an object')
  const unknown = keys && Object.keys(value).find((key) => !keys.includes(key))
  if (unknown === undefined || keys === undefined) return
  throw unexpected(of, option, `made of ${keys.join(', ')}`, unknown, didYouMean(unknown, keys))
}

/** Checks that a value is an object with fields. A map or a promise has none, and would pass for an empty object. */
export function checkFields(
  of: string,
  option: string,
  value: unknown,
  expected: string,
  hint?: string,
): asserts value is object {
  if (typeof value !== 'object' || value === null) throw unexpected(of, option, expected, value, hint)
  if (isPromise(value)) throw unexpected(of, option, expected, value, 'await it first')
  if (!(Symbol.iterator in value)) return
  const isKeyed = !Array.isArray(value) && 'get' in value
  throw unexpected(of, option, expected, value, isKeyed ? 'make it one by `Object.fromEntries`' : hint)
}

/** Checks a boolean, which is `false` when it is left out. */
export function checkFlag(of: string, option: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false
  throw unexpected(of, option, 'a boolean', value)
}
