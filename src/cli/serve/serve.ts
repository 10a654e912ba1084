/** Runs `everterm serve`. @module */

import { fieldOf } from '../../base/errors.ts'
import { loadConfig } from '../../serve/config/index.ts'
import { runService } from '../../serve/run/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import type { RunCommand } from '../command.ts'

export const runServe: RunCommand = async ({ given, terminal, signal }) => {
  const overrides = {
    port: given.number('port'),
    host: given.text('host'),
    socket: given.text('socket'),
    token: given.text('token'),
  }
  const options = { path: given.text('config'), overrides, called: given.called }
  try {
    if (given.on('check')) {
      const { config, path, warnings } = await loadConfig(options)
      for (const warning of warnings) terminal.say(warning)
      terminal.say(`${path} is sound: ${[...config.entries.keys()].join(', ')}`)
    } else await runService({ ...options, signal, say: terminal.say })
    return 'ok'
  } catch (error) {
    // What is wrong with the config is said in full, one fault a line.
    if (fieldOf(error, 'name') === 'TypeError') throw usageError(String(fieldOf(error, 'message')))
    if (fieldOf(error, 'code') === 'EADDRINUSE')
      throw new CliError('failed', `the place is taken: ${fieldOf(error, 'message')}`, TAKEN)
    throw error
  }
}

const TAKEN = 'name another one by `--port` (0 is any that is free) or `--socket`, or in the config'
