/** The options of a derived term. @module */

import type { CommonOptions, Judging, Limits } from '../options.ts'

/** Options of a derived term. Those that it has in common with other terms mean the same. */
export interface DeriveOptions<T> {
  /**
   * The name, for people, events and metrics; unique in its tree. It has at most 100 letters, digits and `. _ -`.
   *
   * @defaultValue the name under which it is first given to `supervise`, `add` or `group`
   */
  readonly name?: string | undefined
  /** Says whether a value may be published, as `validate` of any term does. */
  readonly validate?: Judging<T>['validate']
  /** Bounds of how far a value may be from the one that is published, as `guards` of any term are. */
  readonly guards?: Judging<T>['guards']
  /**
   * How many earlier values stay in memory beside the live one, for `rollback()`, `pin(version)` and `diff()`: from 0 to
   * 100.
   *
   * @defaultValue 0
   */
  readonly history?: CommonOptions['history']
  /** The value that is served until the first one is computed. */
  readonly initial?: T | undefined
  /**
   * How long an attempt may take in all, the wait for parents and a computation included.
   *
   * @defaultValue `{ deadline: '2m' }`
   */
  readonly limits?: Pick<Limits, 'deadline'> | undefined
  /**
   * What follows a failure, unless a parent publishes before.
   *
   * @defaultValue `{ base: '1s', cap: '1h' }`
   */
  readonly retry?: CommonOptions['retry']
  /**
   * How long the value may go without being confirmed, by all of its parents, before it is called stale.
   *
   * @defaultValue `null`: for ever
   */
  readonly maxStale?: CommonOptions['maxStale']
  /**
   * How long the value may go without being confirmed before it has expired.
   *
   * @defaultValue `null`: for ever
   */
  readonly maxAge?: CommonOptions['maxAge']
  /**
   * What readers get of a value that has expired: the value, or `ERR_TERM_EXPIRED`. What is made of a value that a parent
   * withholds is withheld as well, whatever this says.
   *
   * @defaultValue `'keep'`
   */
  readonly onExpired?: CommonOptions['onExpired']
  /**
   * Whether a service is not ready while this term is stale.
   *
   * @defaultValue false
   */
  readonly staleIsUnready?: CommonOptions['staleIsUnready']
  /**
   * What `supervise` does while there is no value.
   *
   * @defaultValue `{ policy: 'require', within: '30s' }`
   */
  readonly start?: CommonOptions['start']
  /**
   * Don't make `supervise` wait for the first value; the same as `start: 'background'`.
   *
   * @defaultValue false
   */
  readonly lazyInit?: CommonOptions['lazyInit']
  /**
   * Whether the term is started again after it ended; `transient` means only after a crash, `temporary` never.
   *
   * @defaultValue `'permanent'`
   */
  readonly restart?: CommonOptions['restart']
  /**
   * How long the term may take to end when it is stopped.
   *
   * @defaultValue `'5s'`
   */
  readonly shutdown?: CommonOptions['shutdown']
}
