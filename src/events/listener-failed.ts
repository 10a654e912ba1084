/** Tells that a function of the user's failed, of which nothing else depends. @module */

/** A listener, an observer or an inspector threw, or a thread didn't get the value; nothing else changed. */
export interface ListenerFailed {
  readonly type: 'listener.failed'
  readonly at: number
  /** The name of the term whose listener it was; `undefined` for an observer of the tree. */
  readonly term: string | undefined
  readonly error: unknown
  /**
   * What was thrown, in words, and where: without secrets, and without what it quotes of the value that the listener was
   * given.
   */
  readonly reason: string
}
