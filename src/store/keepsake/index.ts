/** The door of the keepsake: payloads on disk, which survive the process. @module */

export type { Found, Generation, GenerationHeader, Keepsake, KeepsakeOptions, Notes } from './keepsake.ts'
export { keepsakeOf } from './keepsake-of.ts'
export type { Ignored, KeepsakeNews } from './news.ts'
