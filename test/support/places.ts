/** Finds what records have in common, place by place, by looking at everything again. Tests hold plans to that. @module */

import type { Plan } from '../../src/decode/table/build/plan/plan.ts'

export interface Places {
  /** The kinds of values that stand at each path; `null` isn't noted. */
  readonly kinds: Map<string, Set<Plan['kind']>>
  /** The fields of each object that stands at a path, in their order. */
  readonly objects: Map<string, string[][]>
  deepest: number
}

const noted = <T>(map: Map<string, T>, path: string, make: () => T): T => {
  const found = map.get(path) ?? make()
  map.set(path, found)
  return found
}

export function decidingFolders(records: readonly (readonly [key: string, value: unknown])[]): Places {
  const places: Places = { kinds: new Map([['', new Set()]]), objects: new Map(), deepest: 0 }
  for (const [key, value] of records) note(places, '', value, key, 0)
  return places
}

function note(places: Places, path: string, value: unknown, key: string | undefined, depth: number): void {
  const kinds = noted(places.kinds, path, () => new Set())
  if (value === null) return
  places.deepest = Math.max(places.deepest, depth + (typeof value === 'object' ? 1 : 0))
  if (typeof value === 'string') kinds.add(value === key ? 'key' : 'string')
  else if (typeof value !== 'object') kinds.add(typeof value as 'number' | 'boolean')
  else if (Array.isArray(value)) {
    kinds.add('list')
    noted(places.kinds, `${path}[]`, () => new Set())
    for (const item of value) note(places, `${path}[]`, item, undefined, depth + 1)
  } else {
    kinds.add('object')
    noted(places.objects, path, () => []).push(Object.keys(value as object))
    for (const [name, held] of Object.entries(value as object)) {
      note(places, `${path}.${name}`, held, key, depth + 1)
    }
  }
}

/** Can columns have all these places? */
export function areAlike({ kinds, objects, deepest }: Places): boolean {
  const hasOneKind = (found: ReadonlySet<string>) =>
    found.size < 2 || (found.size === 2 && found.has('key') && found.has('string'))
  return (
    deepest <= 32 &&
    kinds.size <= 512 &&
    [...kinds.values()].every(hasOneKind) &&
    [...objects.values()].every(isOrdered)
  )
}

/** Can all fields be put into one order? It takes away, again and again, a field that nothing comes before. */
function isOrdered(objects: readonly string[][]): boolean {
  const left = new Set(objects.flat())
  const isFirst = (name: string) =>
    objects.every(
      (names) =>
        !names.includes(name) || names.slice(0, names.indexOf(name)).every((other) => !left.has(other)),
    )
  for (let before = -1; left.size !== before; ) {
    before = left.size
    for (const name of left) if (isFirst(name)) left.delete(name)
  }
  return left.size === 0
}

/** The places of a plan, written as those of records are. */
export function placesOfPlan(plan: Plan, path = ''): [string, Plan['kind']][] {
  const here: [string, Plan['kind']] = [path, plan.kind]
  if (plan.kind === 'list') return [here, ...placesOfPlan(plan.item, `${path}[]`)]
  if (plan.kind !== 'object') return [here]
  return [here, ...plan.fields.flatMap(({ name, plan: held }) => placesOfPlan(held, `${path}.${name}`))]
}
