/** Who may know whom: the rooms of the house and the directions between them. They stand here, and nowhere else. @module */

import type { Import } from './sources.ts'

const ROOMS = [
  'machines',
  'base',
  'reasons',
  'events',
  'fetch',
  'tables',
  'portable',
  'decode',
  'compare',
  'shape',
  'gate',
  'store',
  'term',
  'tree',
  'manifest',
  'published',
  'publish',
  'share',
  'handles',
  'observe',
  'fleet',
  'serve',
  'frameworks',
  'doors',
  'testing',
  'cli',
] as const

type Room = (typeof ROOMS)[number]

interface Neighbours {
  /** Rooms that a room may import from. */
  readonly uses: readonly Room[]
  /** Rooms of which it may know the types, but nothing that runs. */
  readonly types: readonly Room[]
}

const ground = ['machines', 'base', 'reasons'] as const
/** The rooms that the way of a value leads through. */
const way = [...ground, 'fetch', 'tables', 'portable', 'decode', 'compare', 'gate', 'store'] as const

/** All that a service which embeds terms has. */
const all = [...way, 'events', 'term', 'tree', 'share', 'handles'] as const

const NEIGHBOURS: Readonly<Record<Room, Neighbours>> = {
  machines: { uses: [], types: [] },
  // All stand on it; of the machines it knows what a delay is.
  base: { uses: ['machines'], types: [] },
  // What a user's code threw, in words.
  reasons: { uses: ['base'], types: [] },
  events: { uses: ['base'], types: ['machines'] },
  fetch: { uses: ['base', 'reasons'], types: [] },
  // The memory of a table, and who reads it: all of tables that threads load which build none.
  tables: { uses: ['base'], types: [] },
  // Values on their way to another thread.
  portable: { uses: ['base', 'reasons', 'tables'], types: [] },
  decode: { uses: ['base', 'reasons', 'tables', 'portable'], types: [] },
  // Two values side by side.
  compare: { uses: ['base'], types: [] },
  // What a value holds, as types.
  shape: { uses: ['base', 'compare'], types: [] },
  gate: { uses: ['base', 'reasons', 'compare'], types: [] },
  // An edition knows what its fetcher asks with next, and what its signature says.
  store: { uses: ['base', 'reasons'], types: ['fetch', 'gate'] },
  term: { uses: way, types: ['events'] },
  tree: { uses: [...way, 'term'], types: ['events'] },
  // What the worker's door loads: no machine, no fetcher, nothing that builds a value.
  share: { uses: ['base', 'reasons', 'portable', 'store', 'term'], types: [] },
  // What users hold in their hands: terms, groups, trees.
  handles: { uses: [...way, 'term', 'tree', 'share'], types: ['events'] },
  // Observers hear events; they know nothing of the way of a value.
  observe: { uses: ['base', 'reasons', 'events'], types: ['machines', 'term', 'tree', 'handles'] },
  // Many processes that keep the same terms fresh; who has no fleet loads nothing of it.
  fleet: { uses: [...all, 'observe', 'manifest', 'published'], types: [] },
  // What a published edition is: who publishes and who fetches agree on it.
  manifest: { uses: ['base'], types: [] },
  // The fetcher of what was published: it asks the fetchers beneath, and the verifiers of the gate.
  published: { uses: [...ground, 'manifest', 'fetch', 'decode', 'gate'], types: [] },
  // Who publishes: it asks no term, and knows how a store is reached and what a frame of zstd is.
  publish: { uses: [...ground, 'manifest', 'fetch', 'decode'], types: [] },
  // A tree that others ask and tell over HTTP; nobody below knows of it.
  serve: { uses: [...all, 'observe', 'manifest', 'published', 'fleet'], types: [] },
  // Thin ends for other people's frameworks.
  frameworks: { uses: [...all, 'observe', 'fleet', 'serve'], types: [] },
  doors: { uses: ROOMS.filter((room) => room !== 'cli'), types: [] },
  testing: { uses: [...all, 'observe', 'fleet'], types: [] },
  // What somebody types at a prompt.
  cli: {
    uses: [...all, 'shape', 'observe', 'manifest', 'published', 'publish', 'fleet', 'serve'],
    types: [],
  },
}

function roomOf(file: string): Room {
  if (file.startsWith('machines/')) return 'machines'
  if (/^src\/[^/]+$/.test(file)) return 'doors'
  // A room within a room: it lies with those who build tables, and stands below them.
  if (/^src\/decode\/table\/((contract|field-paths|index)\.ts$|contract\/|format\/|read\/)/.test(file))
    return 'tables'
  const folder = /^src\/([^/]+)\//.exec(file)?.[1]
  const room = ROOMS.find((name) => name === folder)
  if (room === undefined) throw new Error(`${file} lies in no room of the house`)
  return room
}

/** The imports of a file that no direction allows, in words. */
export const strayed = (file: string, imports: readonly Import[]): string[] =>
  imports
    .filter(({ file: target, typeOnly }) => {
      // A package, or what the package says of itself.
      if (target === undefined || target === 'package.json') return false
      const allowed = allowance(roomOf(file), roomOf(target))
      return allowed === 'never' || (allowed === 'types' && !typeOnly)
    })
    .map(({ specifier }) => `${file} imports ${specifier}`)

type Allowance = 'uses' | 'types' | 'never'

function allowance(from: Room, to: Room): Allowance {
  const { uses, types } = NEIGHBOURS[from]
  if (from === to || uses.includes(to)) return 'uses'
  return types.includes(to) ? 'types' : 'never'
}
