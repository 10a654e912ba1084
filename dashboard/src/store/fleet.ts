/** What the process says of its fleet, asked for again and again while somebody looks at it. @module */

import { signal } from '@preact/signals'
import type { FleetFacts } from '../../../src/serve/api/fleet-facts.ts'
import { getJson, type Refusal } from './answers.ts'

const EVERY_MS = 2000

interface HeardFleet {
  readonly facts: FleetFacts
  /** As `performance.now()` tells it. */
  readonly heardAt: number
}

/** What was said last; it stays while nothing is answered. */
export const fleet = signal<HeardFleet | undefined>(undefined)
/** Why the last question had no answer. */
export const fleetRefusal = signal<Refusal | undefined>(undefined)

let askNow: (() => void) | undefined

/** Something was done: what came of it is asked for at once. */
export const lookAgain = (): void => askNow?.()

/** The time by the clock of the fleet's engine. */
export const engineNow = ({ facts, heardAt }: HeardFleet): number => facts.now + performance.now() - heardAt

/** Follows the fleet until the function is called that this returns. A page that nobody sees asks for nothing. */
export function followFleet(): () => void {
  const over = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  const ask = async (): Promise<void> => {
    clearTimeout(timer)
    if (!document.hidden) take(await getJson<FleetFacts>('v1/fleet', over.signal))
    if (over.signal.aborted) return
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), EVERY_MS)
  }
  const take = (answer: Awaited<ReturnType<typeof getJson<FleetFacts>>>): void => {
    if (over.signal.aborted) return
    if ('refusal' in answer) {
      fleetRefusal.value = answer.refusal
      return
    }
    fleetRefusal.value = undefined
    fleet.value = { facts: answer.value, heardAt: performance.now() }
  }

  const seen = (): void => void (document.hidden || ask())
  askNow = () => void ask()
  document.addEventListener('visibilitychange', seen)
  void ask()
  return () => {
    over.abort()
    clearTimeout(timer)
    askNow = undefined
    document.removeEventListener('visibilitychange', seen)
  }
}
