/** Reads all terms without a pause, as a service under load would, and counts. @module */

import type { Questions } from './questions.ts'

export interface Reader {
  readonly total: number
  /** How many reads threw. */
  readonly failed: number
  /** How many reads there were in each of the last seconds, the newest last. */
  readonly perSecond: readonly number[]
  stop(): void
}

const EVERY_MS = 5
const ROUNDS = 50
const SECONDS = 60

export function startReading(questions: readonly Questions[]): Reader {
  let turn = 0
  let total = 0
  let failed = 0
  let counted = 0
  let countedAt = performance.now()
  const perSecond: number[] = []

  const readAll = () => {
    for (const { read } of questions) {
      total++
      try {
        read(turn)
      } catch {
        failed++
      }
    }
    turn++
  }
  const reading = setInterval(() => {
    for (let round = 0; round < ROUNDS; round++) readAll()
  }, EVERY_MS)
  const counting = setInterval(() => {
    const now = performance.now()
    perSecond.push(Math.round((total - counted) / ((now - countedAt) / 1_000)))
    if (perSecond.length > SECONDS) perSecond.shift()
    counted = total
    countedAt = now
  }, 1_000)

  return {
    get total() {
      return total
    },
    get failed() {
      return failed
    },
    perSecond,
    stop() {
      clearInterval(reading)
      clearInterval(counting)
    },
  }
}
