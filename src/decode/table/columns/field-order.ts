/** In which order the fields of objects can stand, when not every object has them all. @module */

/** Names that stood beside each other in some object, the first one first. */
export type FieldOrder = readonly (readonly [string, string])[]

// Objects of any few of many fields: they wouldn't make good columns.
const MAX_PAIRS = 2048

export const orderOf = (names: readonly string[]): FieldOrder =>
  names.slice(1).map((name, i) => [names[i] as string, name])

/** Is everything that the other says said at the beginning of this order? So it is for objects that are alike. */
export const beginsWith = (order: FieldOrder, other: FieldOrder): boolean =>
  other.every(([first, second], i) => order[i]?.[0] === first && order[i]?.[1] === second)

/** All the names in an order that agrees with both, as far as possible the given one; `undefined` where there is none. */
export function mergedOrder(
  names: readonly string[],
  a: FieldOrder,
  b: FieldOrder,
): { names: readonly string[]; order: FieldOrder } | undefined {
  const pairs = new Map([...a, ...b].map((pair) => [JSON.stringify(pair), pair]))
  if (pairs.size > MAX_PAIRS) return undefined
  const order = [...pairs.values()]
  const sorted = sortedBy(names, order)
  return sorted && { names: sorted, order }
}

/** Kahn's algorithm; of the names that may come next the first one given. */
function sortedBy(names: readonly string[], order: FieldOrder): string[] | undefined {
  const before = new Map(names.map((name) => [name, 0]))
  const after = new Map(names.map((name) => [name, [] as string[]]))
  for (const [first, second] of order) {
    before.set(second, (before.get(second) as number) + 1)
    after.get(first)?.push(second)
  }
  const sorted: string[] = []
  const left = new Set(names)
  while (left.size > 0) {
    const next = firstOf(left, (name) => before.get(name) === 0)
    if (next === undefined) return undefined
    left.delete(next)
    sorted.push(next)
    for (const name of after.get(next) as string[]) before.set(name, (before.get(name) as number) - 1)
  }
  return sorted
}

function firstOf(names: Iterable<string>, isReady: (name: string) => boolean): string | undefined {
  for (const name of names) if (isReady(name)) return name
  return undefined
}
