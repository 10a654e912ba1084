/** Leaks on purpose, one of each kind, that a soak has to find. @module */

import { openSync } from 'node:fs'
import type { Vitals } from './vitals.ts'

export type Leak = 'heap' | 'buffers' | 'descriptors' | 'resources' | 'listeners' | 'warning'

const kept: unknown[] = []

interface Planted {
  /** Keeps one thing more. */
  readonly leak: () => void
  /** After so many attempts: memory is looked at in MiB, and all else one by one. */
  readonly every: 1 | 10
  /** What has to be found by it. */
  readonly sign: keyof Vitals | 'warning'
}

export const LEAKS: Readonly<Record<Leak, Planted>> = {
  // As much as a payload of this service becomes.
  heap: {
    leak: () => void kept.push(Array.from({ length: 400 }, (_, at) => ({ at }))),
    every: 1,
    sign: 'heap',
  },
  buffers: { leak: () => void kept.push(new ArrayBuffer(16_384)), every: 1, sign: 'buffers' },
  descriptors: { leak: () => void openSync('/dev/null', 'r'), every: 10, sign: 'descriptors' },
  resources: { leak: () => void setTimeout(() => {}, 1e9), every: 10, sign: 'resources' },
  listeners: {
    leak: () => void process.setMaxListeners(0).on('SIGUSR2', () => {}),
    every: 10,
    sign: 'listeners',
  },
  warning: {
    leak: () => process.emitWarning('as of a leak of listeners', 'PlantedWarning'),
    every: 10,
    sign: 'warning',
  },
}

/** Leaks at each call, or at each tenth. */
export function dripping(kind: Leak | undefined): () => void {
  if (kind === undefined) return () => {}
  const { leak, every } = LEAKS[kind]
  let calls = 0
  return () => {
    if (++calls % every === 0) leak()
  }
}
