/** Fails a test during which the process warned, or a rejection or exception went unhandled. @module */

import { afterEach, beforeEach, expect } from 'vitest'

const TOPICS = ['warning', 'unhandledRejection', 'uncaughtException'] as const

/** Watches over every test of the file that calls it. */
export function guardProcess(): void {
  const heard: unknown[] = []
  const listeners = TOPICS.map((topic) => [topic, (what: unknown) => void heard.push([topic, what])] as const)

  beforeEach(() => {
    heard.length = 0
    for (const [topic, listener] of listeners) process.on(topic, listener)
  })
  afterEach(async () => {
    // An unhandled rejection is told after the microtasks, a warning in the next turn.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
    for (const [topic, listener] of listeners) process.off(topic, listener)
    expect(heard).toEqual([])
  })
}
