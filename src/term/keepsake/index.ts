/** The door for who only looks at a keepsake, and runs no term. @module */

export { keptPayload } from './kept-payload.ts'
