/** Fails a test if the process warned meanwhile, or if a rejection or an exception was left unhandled. @module */

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
    // Node tells an unhandled rejection after the microtasks, and a warning in the next turn.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
    for (const [topic, listener] of listeners) process.off(topic, listener)
    expect(heard).toEqual([])
  })
}
