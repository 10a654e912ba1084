/** All commands, in the order of the help. @module */

import { actCommands } from './act/index.ts'
import type { Command, Topic } from './command.ts'
import { dashCommand } from './dash/index.ts'
import { diagramCommand } from './diagram/index.ts'
import { doctorCommand } from './doctor/index.ts'
import { fetchCommand } from './fetch/index.ts'
import { fleetCommand } from './fleet/index.ts'
import { initCommand } from './init/index.ts'
import { inspectCommand } from './inspect/index.ts'
import { publishCommands, rolloutTopic } from './publish/index.ts'
import { serveCommand } from './serve/index.ts'
import { typesCommand } from './types/index.ts'
import { verifyCommand } from './verify/index.ts'
import { watchCommand } from './watch/index.ts'

export const COMMANDS: readonly Command[] = [
  fetchCommand,
  verifyCommand,
  typesCommand,
  watchCommand,
  dashCommand,
  inspectCommand,
  ...actCommands,
  fleetCommand,
  ...publishCommands,
  serveCommand,
  doctorCommand,
  diagramCommand,
  initCommand,
]

/** What `everterm help` tells of besides. */
export const TOPICS: readonly Topic[] = [rolloutTopic]
