/** The program in Python reads a service, hears of each new value, and keeps the last one while the service is gone. @module */

import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { ROOT } from '../house/sources.ts'
import { serveOrigin } from '../support/origin.ts'
import { ownFolder, runningService } from '../support/running-service.ts'

const hasPython = (() => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** Runs the program, and gathers the lines that it prints. */
function reader(place: string): readonly string[] {
  const program = join(ROOT, 'examples/python/everterm_reader.py')
  const child = spawn('python3', [program, place.replace(/\/$/, ''), 'prices'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  })
  onTestFinished(() => void child.kill())
  const lines: string[] = []
  // A pipe brings a line in one piece or in several.
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  return lines
}

it.skipIf(!hasPython).each(['a port', 'a socket'])(
  'a program in Python follows a term at %s',
  async (where) => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const terms = { prices: { from: `${origin.url}/prices`, refreshInterval: '100ms' } } as const
    const socket = where === 'a socket' ? join(await ownFolder(), 'everterm.sock') : undefined
    const running = await runningService(socket === undefined ? { terms } : { terms, socket })
    const lines = reader(running.url)
    await expect.poll(() => lines).toEqual(['{"EUR": 1}'])
    origin.publish('/prices', '{"EUR":2}')
    await expect.poll(() => lines).toEqual(['{"EUR": 1}', '{"EUR": 2}'])
  },
)
