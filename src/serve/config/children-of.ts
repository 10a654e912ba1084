/** Makes the terms and groups of a configuration, or tells what is wrong with them. @module */

import { isDeepStrictEqual } from 'node:util'
import { checkName } from '../../base/checks.ts'
import { group } from '../../handles/group.ts'
import { remoteTerm } from '../../handles/remote-term.ts'
import { TERM_OPTIONS } from '../../term/resolve-options.ts'
import { type Child, type Children, checkChild, GROUP_OPTIONS, termsIn } from '../../tree/index.ts'
import { FORMAT_OPTIONS } from '../formats/formats.ts'
import { decoderOf } from './decoder-of.ts'
import { asMeant, type ConfigFault, isRecord, knownFields, made, misspelt, within } from './faults.ts'
import { fetcherFrom, type Whereabouts } from './fetcher-from.ts'
import { keepsakeIn } from './keepsake-in.ts'
import { verifierOf } from './verifier-of.ts'

/** A child of the root, and what the configuration said of it. */
export interface ConfiguredEntry {
  readonly child: Child
  readonly given: unknown
}

/** Does a new configuration say the same of a child? Of what was made in code, only itself is the same. */
export const isSameEntry = (one: ConfiguredEntry, other: ConfiguredEntry): boolean =>
  isDeepStrictEqual(one.given, other.given)

interface Reading extends Whereabouts {
  readonly faults: ConfigFault[]
  /** In how many groups it is read. */
  readonly depth?: number
  /** The names of terms, and where they were found. */
  readonly names: Map<string, string>
  /** Whether payloads are held of terms that say nothing of it. */
  readonly payloads: boolean
  /** The names of the terms whose payloads are held. */
  readonly held: Set<string>
}

/** What a term in a configuration has besides the options of `remoteTerm`. */
const OWN = ['from', 'format', ...FORMAT_OPTIONS, 'payload'] as const
export const TERM_FIELDS: readonly string[] = [
  ...OWN,
  ...TERM_OPTIONS.filter((option) => option !== 'name' && option !== 'fetcher'),
]
/** Nobody reads deeper, and each level is one of the stack. */
const DEEPEST = 32
export const GROUP_FIELDS: readonly string[] = ['group', ...GROUP_OPTIONS]

/** The children; where something is wrong with one, it is told and left out. */
export function childrenOf(
  path: string,
  given: unknown,
  reading: Reading,
): ReadonlyMap<string, ConfiguredEntry> {
  const { faults } = reading
  const entries = new Map<string, ConfiguredEntry>()
  if ((reading.depth ?? 0) >= DEEPEST) {
    faults.push({ path, words: `expected groups in groups to have at most ${DEEPEST} levels` })
    return entries
  }
  if (!isRecord(given)) {
    faults.push({ path, words: 'expected an object of terms and groups by their names' })
    return entries
  }
  if (Object.keys(given).length === 0) faults.push({ path, words: 'expected one term or more' })
  for (const [name, value] of Object.entries(given)) {
    const at = within(path, name)
    if (made(path, {}, () => checkName('config', name, name), faults) === undefined) continue
    const child = childOf(at, name, value, reading)
    if (isRecord(value) && !('group' in value)) noteNames(at, name, child, reading)
    if (child === undefined) continue
    entries.set(name, { child, given: value })
  }
  return entries
}

function childOf(path: string, name: string, value: unknown, reading: Reading): Child | undefined {
  const { faults } = reading
  if (!isRecord(value)) {
    faults.push({ path, words: 'expected an object with `from` (a term) or with `group` (a group)' })
    return undefined
  }
  if ('kind' in value)
    return made(
      path,
      {},
      () => handleOf(name, value, reading),
      faults,
      () => '',
    )
  if ('group' in value && !('from' in value)) return groupOf(path, value, reading)
  if ('from' in value && !('group' in value)) return termOf(path, name, value, reading)
  if ('from' in value) {
    faults.push({ path, words: 'expected `from` (a term) or `group` (a group), got both' })
    return undefined
  }
  return nameless(path, name, value, reading)
}

/** What is neither: by a near name it is taken for what was meant, so that its other faults are told with this one. */
function nameless(
  path: string,
  name: string,
  value: Readonly<Record<string, unknown>>,
  reading: Reading,
): undefined {
  const { faults } = reading
  const near = misspelt(value, ['from', 'group'], [...TERM_FIELDS, ...GROUP_FIELDS])
  if (near === undefined) {
    faults.push({ path, words: 'expected `from` (a term) or `group` (a group), got neither' })
    termOf(path, name, { ...value, from: NOBODY }, reading)
    return undefined
  }
  const meant = asMeant(path, value, near, faults)
  if (near.meant === 'group') groupOf(path, meant, reading)
  else termOf(path, name, meant, reading)
  return undefined
}

/** What was made in code. */
function handleOf(name: string, value: object, { payloads, held }: Reading): Child {
  const behind = checkChild('config', name, value)
  if (payloads) for (const { options } of termsIn(behind)) held.add(options.name)
  return value as Child
}

function groupOf(
  path: string,
  value: Readonly<Record<string, unknown>>,
  reading: Reading,
): Child | undefined {
  const { group: members, ...options } = knownFields(path, value, GROUP_FIELDS, reading.faults)
  const before = reading.faults.length
  const entries = childrenOf(within(path, 'group'), members, {
    ...reading,
    depth: (reading.depth ?? 0) + 1,
  })
  const children: Children = Object.fromEntries([...entries].map(([name, { child }]) => [name, child]))
  // What is wrong with its options is told, too.
  const found = made(path, options, (rest) => group(children, rest), reading.faults)
  return reading.faults.length > before ? undefined : found
}

function termOf(
  path: string,
  name: string,
  value: Readonly<Record<string, unknown>>,
  reading: Reading,
): Child | undefined {
  const { faults, payloads, held } = reading
  const before = faults.length
  const term = knownFields(path, withoutFetchers(path, value, faults), TERM_FIELDS, faults)
  const fetcher = fetcherFrom(term.from, { ...reading, path: within(path, 'from'), term: name })
  const deserialize = decoderOf(path, term, faults)
  const { payload = payloads } = term
  if (typeof payload !== 'boolean')
    faults.push({ path: within(path, 'payload'), words: 'expected true or false' })
  if (payload === true) held.add(name)
  const { verify: asked, ...fields } = term
  if (asked !== undefined && isRecord(term.from) && 'published' in term.from)
    faults.push({ path: within(path, 'verify'), words: 'belongs into `from: { published, verify }`' })
  const verify = asked === undefined ? undefined : verifierOf(within(path, 'verify'), asked, faults)
  const options = {
    // A service that answers is worth more than one that waits: `/readyz` says what is missing.
    start: term.lazyInit === undefined ? 'background' : undefined,
    ...Object.fromEntries(
      Object.entries(fields).filter(([field]) => !(OWN as readonly string[]).includes(field)),
    ),
    ...(verify !== undefined && { verify }),
    ...keepsakeIn(term.keepsake, reading.folder),
    deserialize,
  }
  // Whatever is wrong with the fetcher was told: the options are checked with one that is none.
  const checked = { ...options, name, fetcher: fetcher ?? NOBODY } as never
  const isFaulty = faults.length > before
  const found = made(path, checked, (rest) => remoteTerm(rest), faults)
  return isFaulty ? undefined : found
}

/** Options of the fetcher, which somebody has put beside it. */
const OF_FETCHER = ['url', 'headers', 'firstOf', 'token', 'timeouts', 'region', 'endpoint']

function withoutFetchers(
  path: string,
  value: Readonly<Record<string, unknown>>,
  faults: ConfigFault[],
): Readonly<Record<string, unknown>> {
  const isStray = (field: string) => OF_FETCHER.includes(field)
  for (const field of Object.keys(value).filter(isStray)) {
    const place = field === 'url' || field === 'firstOf' ? `{ ${field} }` : `{ url, ${field} }`
    faults.push({ path: within(path, field), words: `belongs into \`from: ${place}\`` })
  }
  return Object.fromEntries(Object.entries(value).filter(([field]) => !isStray(field)))
}

const NOBODY = { name: 'nobody', probe: async () => ({ changed: false }) }

/** A name belongs to one term in a tree. */
function noteNames(path: string, name: string, child: Child | undefined, { names, faults }: Reading): void {
  // A term that has faults has its name all the same.
  const found = child === undefined ? [name] : namesIn(name, child)
  for (const each of found) {
    const other = names.get(each)
    if (other === undefined) names.set(each, path)
    else faults.push({ path, words: `the name ${each} is taken by ${other}` })
  }
}

const namesIn = (name: string, child: Child): string[] =>
  [...termsIn(checkChild('config', name, child))].map(({ options }) => options.name)
