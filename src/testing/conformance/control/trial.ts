/** Puts an engine on trial: connects instances, names keys that no other case has, and closes what it opened. @module */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Control } from '../../../fleet/control.ts'
import { freed, resources } from '../resources.ts'
import { codedFailure, inTime } from '../trial.ts'
import type { ControlHarness, ControlHook } from './harness.ts'

/** Every value that the suite writes has this word in it, and no error may have it. */
export const CANARY = 'canary'

export interface ControlTrial {
  readonly harness: ControlHarness
  readonly control: Control
  /** The first segment of all keys of the case. */
  readonly service: string
  /** Connects one more instance, which is closed at the end. */
  another(): Promise<Control>
  /** Listens, and waits until it hears. */
  hearing(control: Control, topic: string): Promise<Hearing>
  /** The code that the work fails with, in time and without a secret. */
  failure(work: Promise<unknown>): Promise<string>
}

export interface Hearing {
  /** How many hints came since it began to hear. */
  readonly hints: number
  /** Waits for one more than there were when it was last awaited. */
  next(): Promise<void>
  end(): void
}

export interface ControlCase {
  readonly title: string
  /** The hook that the case needs; without it the case is left out. */
  readonly needs?: ControlHook
  run(trial: ControlTrial): Promise<void>
}

/** Runs one case, and holds the engine to leaving nothing open. */
export async function controlTrial(
  harness: ControlHarness,
  run: (trial: ControlTrial) => Promise<void>,
): Promise<void> {
  const before = resources()
  const connected: Control[] = []
  const connect = async (): Promise<Control> => {
    const control = await harness.connect()
    connected.push(control)
    return control
  }
  try {
    const secrets = [CANARY, ...(harness.secrets ?? [])]
    await run({
      harness,
      control: await connect(),
      service: `s${randomUUID().slice(0, 8)}`,
      another: connect,
      hearing,
      failure: async (work) => (await codedFailure(inTime(work), secrets)).code,
    })
  } finally {
    await Promise.all(connected.map((control) => control.close()))
  }
  await freed(before)
}

async function hearing(control: Control, topic: string): Promise<Hearing> {
  let heard = 0
  let awaited = 0
  let wake = () => {}
  const end = control.listen(topic, () => {
    heard += 1
    wake()
  })
  async function next(): Promise<void> {
    await inTime(
      new Promise<void>((resolve) => {
        wake = () => void (heard > awaited && resolve())
        wake()
      }),
    )
    awaited += 1
  }
  await next()
  return {
    get hints() {
      return heard - 1
    },
    next,
    end,
  }
}

/** Reads the value of an entry that must be there. */
export function valueIn(entry: { readonly value: string } | undefined): string {
  assert.ok(entry, 'There is no entry')
  return entry.value
}
