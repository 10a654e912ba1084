/** Where data goes: to stdout, or into a file, which is there whole or not at all. @module */

import { access, constants, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fieldOf } from '../../base/errors.ts'
import { CliError } from '../cli-error.ts'
import type { Terminal } from '../terminal.ts'

/** Asks, before anything is fetched, whether a file could be written there. @throws CliError */
export async function checkSink(out: string | undefined): Promise<void> {
  if (out === undefined || out === '-') return
  await access(dirname(out), constants.W_OK | constants.X_OK).catch((thrown: unknown) =>
    unwritable(out, thrown),
  )
}

function unwritable(out: string, thrown: unknown): never {
  throw new CliError('failed', `\`${out}\` can't be written: ${fieldOf(thrown, 'code') ?? thrown}`)
}

/** Writes all pieces to a file, or to stdout where it is `-`. */
export async function pour(
  pieces: Iterable<string | Uint8Array>,
  out: string,
  terminal: Terminal,
): Promise<void> {
  if (out !== '-') return intoFile(pieces, out)
  for (const piece of pieces) await terminal.data(piece)
}

async function intoFile(pieces: Iterable<string | Uint8Array>, out: string): Promise<void> {
  const beside = join(dirname(out), `.${basename(out)}.${process.pid}.part`)
  try {
    const file = await open(beside, 'w')
    try {
      for (const piece of pieces) await file.appendFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, out)
  } catch (thrown) {
    await rm(beside, { force: true })
    unwritable(out, thrown)
  }
}
