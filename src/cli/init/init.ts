/** Does `everterm init`: writes what is missing, and says what to do next. @module */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkName } from '../../base/checks.ts'
import { fieldOf } from '../../base/errors.ts'
import { isAddress } from '../address.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { RunCommand } from '../command.ts'
import { flagsIn } from '../in-flags.ts'
import { lastPartOf, stemOfAddress } from '../terms/name-of-address.ts'
import { firstConfig, formatOf } from './first-config.ts'
import { manifest } from './manifest.ts'

const EXAMPLE = 'https://cdn.example.com/prices.json.gz'

export const runInit: RunCommand = async ({ operands: [url = EXAMPLE], given, terminal }) => {
  if (!isAddress(url)) throw usageError(`\`${url}\` is no URL, and no path`)
  const name = asUsage(
    () => checkName('everterm init', 'name', given.text('name') ?? stemOfAddress(url) ?? 'prices'),
    flagsIn(given),
  )
  const folder = given.text('dir') ?? '.'
  const files = [{ path: join(folder, 'everterm.config.json'), text: firstConfig(name, url) }]
  if (given.on('kubernetes')) {
    files.push({ path: join(folder, 'everterm.kubernetes.yaml'), text: manifest(name, url) })
  }
  const written: string[] = []
  for (const { path, text } of files) {
    await write(folder, path, text, given.on('force'))
    written.push(path)
    terminal.say(`wrote ${path}`)
  }
  if (terminal.isJson) await terminal.json({ written })
  if (!lastPartOf(url).includes('.') && formatOf(url) !== undefined)
    terminal.say('its name does not tell its format: it is `bytes` there, unless you write another one')
  const serve = folder === '.' ? 'everterm serve' : `everterm serve --config ${files[0]?.path}`
  terminal.say(url === EXAMPLE ? `next: put your URL into it, then \`${serve}\`` : `next: \`${serve}\``)
  return 'ok'
}

async function write(folder: string, path: string, text: string, isForced: boolean): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new CliError('failed', `the folder ${folder} can't be made (${fieldOf(error, 'code')})`)
  })
  try {
    await writeFile(path, text, { flag: isForced ? 'w' : 'wx' })
  } catch (error) {
    const code = fieldOf(error, 'code')
    if (code === 'EEXIST')
      throw new CliError('failed', `${path} is there already`, 'with --force it is written over')
    throw new CliError('failed', `${path} can't be written (${code})`)
  }
}
