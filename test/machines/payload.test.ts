/** No payload passes through the charts: an inspector writes out whatever it sees. @module */

import { expect, test } from 'vitest'
import { createActor, type InspectionEvent, SimulatedClock } from 'xstate'
import { childSpec, partitionMachine, supervisorMachine, termMachine } from '../../machines/index.ts'
import { deferredWork, POLICY } from '../support/charts-desk.ts'
import { settled } from '../support/charts-stage.ts'
import { waitOn } from '../support/charts-wait.ts'

const CANARY = 'CANARY-7f3a'

/** Everything that an inspector could write down at an event; an actor that is being made can't be looked at yet. */
const written = (event: InspectionEvent): string =>
  JSON.stringify([event, event.type === '@xstate.actor' ? null : event.actorRef.getSnapshot()])

test('no inspected event or snapshot shows what lies on the desk', async () => {
  const seen: string[] = []
  const touched: object[] = []
  const ends: (() => void)[] = []
  const clock = new SimulatedClock()
  const wait = waitOn(clock)
  const outputs = {
    probe: { changed: true, freshFor: undefined },
    download: { same: false },
    decode: undefined,
    store: { heldBack: false },
  }
  const work = deferredWork(({ name, resolve, reject }, { desk }) => {
    touched.push(desk)
    const fails = name === 'decode' && touched.length < 4
    ends.push(() => (fails ? reject(new Error('malformed')) : resolve(outputs[name])))
  })
  const logic = termMachine.provide({ actors: { wait, ...work } })
  const desk = { value: CANARY, nested: { bytes: CANARY }, toJSON: () => 'desk' }
  const spec = childSpec({
    name: 'prices',
    start: () => ({
      logic,
      input: { desk, policy: POLICY, random: () => 0, now: () => 0 },
      systemId: 'prices',
    }),
  })
  const root = createActor(
    supervisorMachine.provide({
      actors: { wait, partition: partitionMachine.provide({ actors: { wait } }) },
    }),
    {
      clock,
      inspect: (event) => void seen.push(written(event)),
      input: {
        path: 'root',
        children: [spec],
        strategy: 'one-for-one',
        intensity: { restarts: 3, within: 1_000 },
        coolDown: null,
        now: () => clock.now(),
      },
    },
  )
  root.start()
  // One failure, one success, the next probe; then a restart for a second child, and the end.
  for (let turn = 0; turn < 12; turn++) {
    for (const end of ends.splice(0)) end()
    await settled()
    clock.increment(1_000)
    await settled()
  }
  root.send({
    type: 'add',
    spec: childSpec({ ...spec, name: 'rates', start: () => ({ ...spec.start(0), systemId: 'rates' }) }),
  })
  root.send({ type: 'remove', name: 'rates' })
  seen.push(JSON.stringify(root.getSnapshot()))
  root.send({ type: 'stop' })

  expect(root.getSnapshot().status).toBe('done')
  expect(touched.length).toBeGreaterThan(8)
  expect(touched.every((one) => one === desk)).toBe(true)
  expect(seen.length).toBeGreaterThan(100)
  expect(seen.filter((line) => line.includes('"desk"')).length).toBeGreaterThan(10)
  expect(seen.filter((line) => line.includes(CANARY))).toEqual([])
})
