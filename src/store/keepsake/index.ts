/** The door of the keepsake: payloads on disk, which survive the process. @module */

export type { Generation, GenerationHeader, Keepsake, KeepsakeOptions, Kept, Notes } from './keepsake.ts'
export type { KeepsakeNews } from './news.ts'
