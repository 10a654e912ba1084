/** everterm/pino: structured logs. @module */

export { type LoggerLike, log, redactPaths } from './observe/log.ts'
