/**
 * Brings a tree's work back to the async context (as `AsyncLocalStorage` has them) in which the tree was born: what lives
 * longer than a request must not keep the request's context.
 *
 * Timers, sockets, promises and threads go on in the context in which they were made, and hold it for as long as they live.
 *
 * @module
 */

import { AsyncLocalStorage } from 'node:async_hooks'

/** Runs a function in a context, at once. */
export type Home = <R>(call: () => R) => R

/** Remembers the present context for later. */
export const homeOfNow = (): Home => AsyncLocalStorage.snapshot()

/** Binds a function to the present context, whoever calls it later. */
export const atHome = <F extends (...args: never[]) => unknown>(call: F): F =>
  AsyncLocalStorage.bind(call as never) as F

/** The context in which everterm was loaded, which is no request's: for work that no tree owns. */
export const outside: Home = homeOfNow()
