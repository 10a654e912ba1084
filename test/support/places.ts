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

/** The kind that a plan has at each path below this one, which it has. */
export function kindsOf(places: Places, path = ''): [string, Plan['kind']][] {
  const all = places.kinds.get(path) ?? new Set()
  const found = [...all].filter((kind) => kind !== 'key' || !all.has('string'))
  if (found.length > 1) return [[path, 'json']]
  const kind = found[0] ?? 'unknown'
  if (kind === 'list') {
    const inner = kindsOf(places, `${path}[]`)
    return inner[0]?.[1] === 'json' ? [[path, 'json']] : [[path, kind], ...inner]
  }
  if (kind !== 'object') return [[path, kind]]
  const names = new Set((places.objects.get(path) ?? []).flat())
  return [[path, kind], ...[...names].flatMap((name) => kindsOf(places, `${path}.${name}`))]
}

/** The places of a plan, written as those of records are. */
export function placesOfPlan(plan: Plan, path = ''): [string, Plan['kind']][] {
  const here: [string, Plan['kind']] = [path, plan.kind]
  if (plan.kind === 'list') return [here, ...placesOfPlan(plan.item, `${path}[]`)]
  if (plan.kind !== 'object') return [here]
  return [here, ...plan.fields.flatMap(({ name, plan: held }) => placesOfPlan(held, `${path}.${name}`))]
}
