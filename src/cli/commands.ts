/** All commands, in the order of the help. @module */

import { actCommands } from './act/index.ts'
import type { Command } from './command.ts'
import { diagramCommand } from './diagram/index.ts'
import { fetchCommand } from './fetch/index.ts'
import { inspectCommand } from './inspect/index.ts'
import { verifyCommand } from './verify/index.ts'

export const COMMANDS: readonly Command[] = [
  fetchCommand,
  verifyCommand,
  inspectCommand,
  ...actCommands,
  diagramCommand,
]
