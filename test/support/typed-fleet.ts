/** A fleet on a real engine, to which commands are typed: of a service of its own for each test. @module */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EngineServer } from './engine-server.ts'
import type { ENGINES } from './engines.ts'
import { startEverterm } from './everterm.ts'
import { type Instance, type TestFleet, testFleet } from './fleets.ts'

export interface TypedFleet {
  readonly fleet: TestFleet
  readonly all: readonly Instance[]
  /** Types a command in the folder of the fleet, with its place, engine and service in the environment; resolves at its end. */
  run(...words: readonly string[]): ReturnType<typeof startEverterm>['ended']
  /** Types `publish` for a file of that folder: `new.json` is there. */
  publish(file: string, ...words: readonly string[]): ReturnType<typeof startEverterm>
}

let services = 0

export async function typedFleet(
  server: EngineServer,
  { url, connect }: Pick<(typeof ENGINES)[number], 'url' | 'connect'>,
  instances: number,
): Promise<TypedFleet> {
  await server.start()
  const service = `shop${++services}`
  const fleet = await testFleet({ control: () => connect(server.port), service })
  onTestFinished(() => fleet[Symbol.asyncDispose]())
  await fleet.hand.control.prepare()
  await fleet.publish(1, { v: 1 }, true)
  const all = await Promise.all(Array.from({ length: instances }, () => fleet.join()))
  await writeFile(join(fleet.folder, 'new.json'), '{"v":2}')
  const env = {
    EVERTERM_PLACE: `file:${fleet.folder}`,
    EVERTERM_CONTROL: url(server.port),
    EVERTERM_SERVICE: service,
  }
  const start = (...words: readonly string[]) => startEverterm(words, { cwd: fleet.folder, env })
  return {
    fleet,
    all,
    run: (...words) => start(...words).ended,
    publish: (file, ...words) => start('publish', 'prices', file, '--format', 'json', ...words),
  }
}
