/**
 * Async contexts, as `AsyncLocalStorage` has them: what lives longer than a request must not take the request's along.
 *
 * Timers, sockets, promises and threads go on in the context in which they were made, and hold it for as long as they live.
 *
 * @module
 */

import { AsyncLocalStorage } from 'node:async_hooks'

/** Runs a function in a context, at once. */
export type Home = <R>(call: () => R) => R

/** The context of now, for later. */
export const homeOfNow = (): Home => AsyncLocalStorage.snapshot()

/** The function, which runs in the context of now whoever calls it. */
export const atHome = <F extends (...args: never[]) => unknown>(call: F): F =>
  AsyncLocalStorage.bind(call as never) as F

/** The context in which everterm was loaded: that of no request, for what no tree owns. */
export const outside: Home = homeOfNow()
