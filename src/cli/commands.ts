/** All commands, in the order of the help. @module */

import { actCommands } from './act/commands.ts'
import type { Command } from './command.ts'
import { fetchCommand } from './fetch/command.ts'
import { inspectCommand } from './inspect/command.ts'

export const COMMANDS: readonly Command[] = [fetchCommand, inspectCommand, ...actCommands]
