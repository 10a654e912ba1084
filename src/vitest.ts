/** everterm/vitest: matchers of terms in Vitest's `expect`, once it is imported. Its peer is `vitest`. @module */

import { expect } from 'vitest'
import type { TermState } from './events/events.ts'
import { termMatchers } from './testing.ts'

expect.extend(termMatchers)

/** What `expect(term)` can say more. */
export interface TermMatchers {
  /** The term gives a value that is neither stale nor expired, nor an initial one. */
  toBeFresh(): void
  /** The machine is in this state; `down` where none lives. */
  toBeInState(state: TermState | 'down'): void
  /** The value that is served has this version. */
  toHaveVersion(version: string | undefined): void
  /** So many incarnations came after the first one; without a number, at least one. */
  toHaveRestarted(times?: number): void
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the interface of Vitest has this very parameter
  interface Matchers<T = any> extends TermMatchers {}
}
