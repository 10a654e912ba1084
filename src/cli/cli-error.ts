/** A failure of the command line itself, which knows how the process ends. @module */

import { fieldOf } from '../base/errors.ts'
import type { Exit } from './exit-codes.ts'
import { type CallsOption, inFlags } from './in-flags.ts'

/** Its message is for a person; `hint`, where there is one, is what to do. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exit: Exit
  readonly hint: string | undefined
  /** The code of the failure of a term, as a process has told it. */
  readonly code: string | undefined

  constructor(exit: Exit, message: string, hint?: string, code?: string) {
    super(message)
    this.exit = exit
    this.hint = hint
    this.code = code
  }
}

export const isCliError = (thrown: unknown): thrown is CliError => fieldOf(thrown, 'name') === 'CliError'

/** What was typed is shown as it was, but for the login of a URL, which may stand anywhere by mistake. */
export const usageError = (message: string, hint?: string): CliError =>
  new CliError('usage', message.replace(LOGIN, '$1'), hint)

const LOGIN = /([a-z][\w+.-]*:\/\/)[^\s/?#`]*@/gi

/**
 * Calls what checks options: a programmer's mistake, which is a `TypeError` there, is one of the command line here.
 *
 * @param calls - what the options are called at the prompt; or that which is wrong, where the message names no option
 */
export function asUsage<T>(call: () => T, calls: CallsOption | string): T {
  try {
    return call()
  } catch (thrown) {
    if (fieldOf(thrown, 'name') === 'TypeError')
      throw usageError(calledHere(String(fieldOf(thrown, 'message')), calls))
    throw thrown
  }
}

const calledHere = (message: string, calls: CallsOption | string): string =>
  typeof calls === 'string' ? `${calls}: ${message.replace(/^\w+: /, '')}` : inFlags(message, calls)
