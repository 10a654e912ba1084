/** The stream of what the process says, and whether there is one. @module */

import { batch, signal } from '@preact/signals'
import type { Change, HeardEvent, Messages } from '../../../src/serve/api/messages.ts'
import type { TreeFacts } from '../../../src/serve/api/tree-facts.ts'
import { setClock, startTicking, stopClock } from './clock.ts'
import { forgetHeard, lastHeard, takeHeard } from './heard.ts'
import { silenceWatch } from './silence.ts'
import { processFacts, takeChange, takeTree } from './tree.ts'

export type Connection =
  /** `heardAt` is by the clock of the page, as `performance.now()` tells it. */
  | { readonly is: 'open'; readonly heardAt: number }
  | { readonly is: 'opening' }
  /** `since` is the time of the page's clock; `retryAt` as `performance.now()` tells it. */
  | { readonly is: 'closed'; readonly since: number; readonly retryAt: number }

export const connection = signal<Connection>({ is: 'opening' })

/** Seconds between two tries: soon at first, since most processes are back at once. */
const WAITS = [1, 2, 4, 8, 15] as const

/** What came since the last tick. */
let pending: Change[] = []
let pendingHeard: HeardEvent[] = []
let latest = 0

/** How many pages want changes as they come, and not once a second. */
let hasty = 0

/** For a page that shows one machine at work; returns what ends it. */
export function takeAtOnce(): () => void {
  hasty++
  return () => {
    hasty--
  }
}

/** Connects, and stays connected. Returns what ends it. */
export function connect(): () => void {
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const open = (): void => {
    source = new EventSource(streamUrl())
    silence.listen()
    for (const name of MESSAGES) source.addEventListener(name, silence.listen)
    on(source, 'tree', (tree) => {
      failures = 0
      if (isAnotherProcess(tree)) startOver()
      takeWhole(tree)
    })
    on(source, 'change', takeLater)
    on(source, 'heard', hearLater)
    source.onerror = lost
  }

  /** What the process before said last means nothing to this one, which is asked for all that it remembers. */
  const startOver = (): void => {
    source?.close()
    pendingHeard = []
    forgetHeard()
    open()
  }

  const lost = (): void => {
    source?.close()
    silence.stop()
    const wait = WAITS[Math.min(failures++, WAITS.length - 1)] ?? 1
    const before = connection.peek()
    const since = before.is === 'closed' ? before.since : Date.now()
    flush()
    stopClock()
    connection.value = { is: 'closed', since, retryAt: performance.now() + wait * 1000 }
    clearTimeout(retry)
    retry = setTimeout(open, wait * 1000)
  }

  const silence = silenceWatch(lost)
  const stopTicking = startTicking(flush)
  addEventListener('offline', lost)
  open()
  return () => {
    removeEventListener('offline', lost)
    stopTicking()
    clearTimeout(retry)
    silence.stop()
    source?.close()
  }
}

const MESSAGES = ['tree', 'change', 'heard', 'beat'] as const satisfies (keyof Messages)[]

/** A new stream is told of what was heard last in its address: only the browser itself may send `Last-Event-ID`. */
const streamUrl = (): string => `v1/events?lastEventId=${lastHeard}`

function on<Name extends keyof Messages>(
  source: EventSource,
  name: Name,
  take: (data: Messages[Name]) => void,
): void {
  source.addEventListener(name, (message: MessageEvent<string>) => {
    latest = performance.now()
    take(JSON.parse(message.data) as Messages[Name])
  })
}

function isAnotherProcess({ pid, startedAt }: TreeFacts): boolean {
  const before = processFacts.peek()
  return before !== undefined && (before.pid !== pid || before.startedAt !== startedAt)
}

function takeWhole(tree: TreeFacts): void {
  pending = []
  setClock(tree.now)
  takeTree(tree)
  connection.value = { is: 'open', heardAt: latest }
}

function takeLater(change: Change): void {
  setClock(change.now)
  pending.push(change)
  if (hasty > 0) requestAnimationFrame(flush)
}

function hearLater(event: HeardEvent): void {
  pendingHeard.push(event)
  if (hasty > 0) requestAnimationFrame(flush)
}

/** Brings in what has come meanwhile. */
function flush(): void {
  const [changes, events] = [pending, pendingHeard]
  pending = []
  pendingHeard = []
  batch(() => {
    for (const change of changes) takeChange(change)
    takeHeard(events)
    const state = connection.peek()
    if (state.is === 'open' && state.heardAt !== latest) connection.value = { is: 'open', heardAt: latest }
  })
}
