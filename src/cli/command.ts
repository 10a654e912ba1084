/** What a command is: its words, its flags, and the module that does it, which loads when it is called. @module */

import type { Exit } from './exit-codes.ts'
import type { Given } from './flags.ts'
import type { Terminal } from './terminal.ts'

/** A flag: `--name`, its twin in the environment is `EVERTERM_NAME`, unless it has one of its own. */
export interface Flag {
  readonly name: string
  readonly short?: string
  /** What its value is called, as `<file>`; absent: it is a switch. */
  readonly value?: string
  /** Its twin, where a flag of another command has the same name and means something else. */
  readonly twin?: string
  /** The only values that it may have. */
  readonly choices?: readonly string[]
  /** May it be given several times? */
  readonly many?: true
  /** Does its value belong in no list of processes? Then the help names its twin in the environment. */
  readonly secret?: true
  /** The page of the help that tells of it, where that of its command has no room: of another command, or a topic. */
  readonly page?: string
  readonly words: string
}

/** A page of the help that is no command. */
export type Topic = Pick<Command, 'name' | 'summary' | 'about' | 'flags' | 'examples'>

export interface Command {
  readonly name: string
  /** One line, for the list of all commands. */
  readonly summary: string
  /** What follows the name: `<url | term>`. */
  readonly operands: string
  /** How many operands there may be. */
  readonly takes: readonly [least: number, most: number]
  /** What else there is to know, in a line or two. */
  readonly about?: readonly string[]
  readonly flags: readonly Flag[]
  /** What to type, and what comes of it. */
  readonly examples: readonly (readonly [line: string, words: string])[]
  /** Loads what the command needs, and nothing before. */
  load(): Promise<RunCommand>
}

/** A call of a command. */
export interface Call {
  /** What was given beside the flags. */
  readonly operands: readonly string[]
  readonly given: Given
  readonly terminal: Terminal
  /** Aborted when the process is told to end. */
  readonly signal: AbortSignal
}

/** Does the command. It resolves with how the process ends; a failure is thrown. */
export type RunCommand = (call: Call) => Promise<Exit>
