/** The door to running a configuration: as a program does, with signals and systemd, or within this process. @module */

export { runService } from './run-service.ts'
export { type RunningService, serveConfig } from './serve-config.ts'
