/**
 * Tells a wrapper from a table: where in an object do its records seem to lie, if they aren't its own members?
 *
 * A table has members of one kind. A wrapper has few members of several kinds, and one of them has the records. Where it
 * might be either, it is a table: a wrapper that passes is seen at the first read, a table that is refused stops a service.
 *
 * @module
 */

import type { Outline } from './outline.ts'

export type OuterMembers = readonly { readonly name: string; readonly outline: Outline }[]

/** Whoever has more members is a table. */
export const MOST_IN_WRAPPER = 16

/** So many of a kind aren't there by chance. */
const MANY = 16

/** Names that wrappers have, and keys of records hardly. */
const USUAL =
  /^(data|items?|results?|records|rows|features|entries|values?|list|elements|hits|docs|documents|content|payload|response|body|objects|nodes|edges|packages|zones|resources|supplemental|d|@graph)$/i

/** The path to the records; `undefined` for what may be a table. */
export function wrapperPath(members: OuterMembers): readonly string[] | undefined {
  if (members.length === 0 || members.length > MOST_IN_WRAPPER) return undefined
  const [only] = members
  if (members.length === 1 && only !== undefined) return inOnly(only.name, only.outline)
  return topology(members) ?? beside(members)
}

type Member = OuterMembers[number]

/** TopoJSON has its records a level deeper than others. */
function topology(members: OuterMembers): readonly string[] | undefined {
  const named = (name: string) => members.find((member) => member.name === name)?.outline
  const objects = named('objects')
  if (objects?.kind !== 'object' || named('arcs')?.kind !== 'list' || named('type')?.kind !== 'scalar')
    return undefined
  const largest = largestOf(objects.members)
  const isCollection = largest?.outline.members.some(({ name }) => name === 'geometries')
  return largest && isCollection ? ['objects', largest.name, 'geometries'] : ['objects']
}

function inOnly(name: string, outline: Outline): readonly string[] | undefined {
  const isUsual = USUAL.test(name)
  if (outline.kind === 'list') {
    if (isUsual) return [name]
    // A single name in the plural, and many records: no key of a record is like that.
    return /^[a-z][a-zA-Z]*s$/.test(name) && isRecords(outline) && sizeOf(outline) >= MANY
      ? [name]
      : undefined
  }
  if (outline.kind !== 'object') return undefined
  const inner = isUsual ? wrapperPath(outline.members) : amongObjects(outline.members)
  if (inner !== undefined) return [name, ...inner]
  // Below such a name it needn't be sure what one list of records is.
  const [list, ...others] = outline.members
  if (isUsual && list !== undefined && others.length === 0 && isRecords(list.outline))
    return [name, list.name]
  return isUsual && isMap(outline, 2) ? [name] : undefined
}

function beside(members: OuterMembers): readonly string[] | undefined {
  const kinds = (kind: Outline['kind']) => members.filter(({ outline }) => outline.kind === kind)
  const [lists, objects, scalars] = [kinds('list'), kinds('object'), kinds('scalar')]
  // An empty list is one of records where its name says so.
  const records = lists.filter(
    ({ name, outline }) => isRecords(outline) || (sizeOf(outline) === 0 && USUAL.test(name)),
  )
  if (scalars.length > 0) return besideScalars(members, records)
  if (objects.length === 0) return apart(lists)
  if (lists.length === 0) return amongObjects(members)
  const usual = lists.filter(({ name }) => USUAL.test(name))
  if (usual.length > 0) return pathTo(usual)
  const areAll = records.length === lists.length && objects.every((object) => isUnlike(object, records))
  return areAll ? pathTo(records) : undefined
}

/** `{"type":"FeatureCollection","features":[...]}`: no record is a scalar where another is a list of records. */
function besideScalars(members: OuterMembers, records: OuterMembers): readonly string[] | undefined {
  if (records.length > 0) return pathTo(records)
  const total = sum(members)
  const maps = members.filter(({ outline }) => isMap(outline, 3) && outline.bytes * 2 >= total)
  if (maps.length > 0) return pathTo(maps)
  const usual = members.find(({ name, outline }) => outline.kind === 'object' && USUAL.test(name))
  const inner = usual && inOnly(usual.name, usual.outline)
  if (inner !== undefined) return inner
  const long = members.filter(
    ({ outline }) => outline.kind === 'list' && sizeOf(outline) >= MANY && outline.bytes * 4 >= total,
  )
  return long.length > 0 ? pathTo(long) : undefined
}

/** Lists alone may be groups by key, unless they are named as those of JSON:API, or of the `split` of pandas. */
function apart(lists: OuterMembers): readonly string[] | undefined {
  const names = lists.map(({ name }) => name).toSorted()
  const isKnown = ['data,included', 'columns,data', 'columns,data,index'].includes(names.join())
  return isKnown ? ['data'] : undefined
}

/** One large map of records among objects that hold scalars only: `{"version":{...},"territoryInfo":{...}}`. */
function amongObjects(members: OuterMembers): readonly string[] | undefined {
  const largest = largestOf(members)
  if (largest === undefined || members.length < 2 || members.length > MOST_IN_WRAPPER) return undefined
  const others = members.filter((member) => member !== largest)
  const arePlain = others.every(({ outline }) => outline.kind === 'object' && outline.objects === 0)
  const isMost = largest.outline.bytes * 5 >= sum(members) * 4
  return arePlain && isMost && isMap(largest.outline, MANY) ? [largest.name] : undefined
}

/** Has an object other fields than the records of the lists? If not, it may be a record as they are. */
function isUnlike({ outline }: Member, records: OuterMembers): boolean {
  const names = new Set(outline.members.map(({ name }) => name))
  return records.every(({ outline: list }) => {
    const fields = list.members[0]?.outline.members ?? []
    const common = fields.filter(({ name }) => names.has(name)).length
    return common * 2 < Math.max(1, Math.min(fields.length, names.size))
  })
}

const sizeOf = ({ objects, lists, scalars }: Outline): number => objects + lists + scalars

const isRecords = (outline: Outline): boolean =>
  outline.kind === 'list' && outline.objects > 0 && outline.objects === sizeOf(outline)

const isMap = (outline: Outline, least: number): boolean =>
  outline.kind === 'object' && outline.objects >= least && outline.objects === sizeOf(outline)

const sum = (members: OuterMembers): number =>
  members.reduce((bytes, { outline }) => bytes + outline.bytes, 0)

const largestOf = (members: OuterMembers): Member | undefined =>
  members.toSorted((a, b) => b.outline.bytes - a.outline.bytes)[0]

/** The one with a usual name, or else the largest. */
function pathTo(candidates: OuterMembers): readonly string[] | undefined {
  const found = candidates.find(({ name }) => USUAL.test(name)) ?? largestOf(candidates)
  return found && [found.name]
}
