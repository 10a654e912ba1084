/** Finds the name that somebody probably meant who wrote another one. @module */

// Only so much of a longer word is compared.
const LONGEST = 200

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

/**
 * How many letters have to be added, removed or changed, or swapped with their neighbour, to make one word of the other
 * (optimal string alignment).
 */
function distanceOf(one: string, other: string): number {
  const [letters, others] = [[...one.slice(0, LONGEST)], [...other]]
  let before: readonly number[] = []
  let row = Array.from({ length: others.length + 1 }, (_, index) => index)
  for (const [i, letter] of letters.entries()) {
    const next = [i + 1]
    for (const [j, of] of others.entries()) {
      const change = (row[j] as number) + (letter === of ? 0 : 1)
      const isSwap = i > 0 && j > 0 && letter === others[j - 1] && of === letters[i - 1]
      const swap = isSwap ? (before[j - 1] as number) + 1 : Infinity
      next.push(Math.min(change, swap, (row[j + 1] as number) + 1, (next[j] as number) + 1))
    }
    before = row
    row = next
  }
  return row.at(-1) as number
}

/** What other libraries call it. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  array: ['rows'],
  binary: ['bytes'],
  buffer: ['bytes'],
  cash: ['cache'],
  decode: ['deserialize'],
  decoder: ['deserialize'],
  every: ['refreshInterval'],
  expires: ['maxAge'],
  interval: ['refreshInterval'],
  jsonl: ['ndjson', 'table', 'rows'],
  jsonlines: ['ndjson', 'table', 'rows'],
  list: ['lines'],
  ndjson: ['table', 'rows'],
  parse: ['deserialize'],
  parser: ['deserialize'],
  poll: ['refreshInterval'],
  set: ['lines', 'texts'],
  string: ['text'],
  transform: ['deserialize'],
  ttl: ['maxAge', 'refreshInterval'],
}

function meantElsewhere(written: string, names: readonly string[]): string | undefined {
  const word = written.toLowerCase()
  const meant = Object.hasOwn(ELSEWHERE, word) ? ELSEWHERE[word] : undefined
  const known = meant?.filter((name) => names.includes(name)) ?? []
  return known.length === 0 ? undefined : known.join('` or `')
}

/** Asks `did you mean ...?` where a name is near, or another library's. */
export function didYouMean(written: unknown, names: readonly string[]): string | undefined {
  if (typeof written !== 'string') return undefined
  const near = meantElsewhere(written, names) ?? nearest(written, names)
  return near === undefined ? undefined : `did you mean \`${near}\`?`
}
