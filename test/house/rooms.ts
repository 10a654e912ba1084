/** Who may know whom: the rooms of the house and the directions between them. @module */

export const ROOMS = [
  'machines',
  'errors',
  'duration',
  'checks',
  'turn',
  'guard',
  'reasons',
  'fetch',
  'decode',
  'gate',
  'store',
  'tools',
  'term',
  'tree',
  'share',
  'front',
  'events',
  'observe',
  'serve',
  'testing',
] as const

export type Room = (typeof ROOMS)[number]

interface Neighbours {
  /** Rooms that a room may import from. */
  readonly uses: readonly Room[]
  /** Rooms of which it may know the types, but nothing that runs. */
  readonly types: readonly Room[]
}

const path = [
  'machines',
  'errors',
  'duration',
  'checks',
  'turn',
  'guard',
  'reasons',
  'fetch',
  'decode',
  'gate',
  'store',
  'tools',
] as const

export const NEIGHBOURS: Readonly<Record<Room, Neighbours>> = {
  machines: { uses: [], types: [] },
  errors: { uses: [], types: [] },
  duration: { uses: [], types: [] },
  checks: { uses: ['duration'], types: [] },
  turn: { uses: [], types: [] },
  // Between the user's code and ours.
  guard: { uses: [], types: [] },
  // What a user's code threw, in words.
  reasons: { uses: ['errors', 'turn'], types: [] },
  fetch: { uses: ['errors', 'duration', 'checks', 'turn', 'guard', 'reasons'], types: [] },
  decode: { uses: ['errors', 'checks', 'turn', 'guard', 'reasons'], types: [] },
  gate: { uses: ['errors', 'checks', 'turn', 'guard', 'reasons'], types: [] },
  store: { uses: ['errors', 'checks', 'turn', 'guard', 'reasons'], types: [] },
  // Clock and checks of options: what the three rooms of the front share.
  tools: {
    uses: ['machines', 'errors', 'duration', 'checks', 'turn', 'guard', 'reasons', 'fetch'],
    types: [],
  },
  term: { uses: path, types: ['events'] },
  tree: { uses: [...path, 'term'], types: ['events'] },
  // What the worker's door loads: no machine, no fetcher.
  share: {
    uses: ['errors', 'duration', 'checks', 'turn', 'guard', 'reasons', 'decode', 'store', 'tools', 'term'],
    types: [],
  },
  front: { uses: [...path, 'term', 'tree', 'share'], types: ['events'] },
  events: { uses: ['errors'], types: ['machines'] },
  observe: {
    uses: ['errors', 'checks', 'turn', 'guard', 'reasons', 'events'],
    types: ['machines', 'duration', 'tools', 'term', 'tree', 'front'],
  },
  serve: { uses: ROOMS, types: [] },
  testing: { uses: ROOMS.filter((room) => room !== 'serve'), types: [] },
}

const TOOLS = new Set(['clock', 'holding', 'option-checks'].map((name) => `src/${name}.ts`))

export function roomOf(file: string): Room {
  if (file.startsWith('machines/')) return 'machines'
  if (file === 'src/errors.ts') return 'errors'
  if (file === 'src/duration.ts') return 'duration'
  if (file === 'src/checks.ts') return 'checks'
  if (file === 'src/turn.ts' || file === 'src/patience.ts') return 'turn'
  if (file === 'src/observe/events.ts') return 'events'
  if (TOOLS.has(file)) return 'tools'
  const folder = /^src\/([^/]+)\//.exec(file)?.[1]
  if (folder === undefined) return 'front'
  const room = ROOMS.find((name) => name === folder)
  if (room === undefined) throw new Error(`${file} lies in no room of the house`)
  return room
}

export type Allowance = 'uses' | 'types' | 'never'

export function allowance(from: Room, to: Room): Allowance {
  const { uses, types } = NEIGHBOURS[from]
  if (from === to || uses.includes(to)) return 'uses'
  return types.includes(to) ? 'types' : 'never'
}
