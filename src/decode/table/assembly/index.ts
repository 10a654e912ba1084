/** What the host may call. @module */

export { take, resetArena } from './arena'
