/** Measures a fleet of a thousand instances on a real engine: how soon it switches, halts and goes back, and what it downloads. @module */

import { hasEngine } from './support/engine.mjs'
import { inProcess } from './support/in-process.mjs'
import { settingsOf } from './support/settings.mjs'

const FULL = {
  each: 125,
  hosts: 125,
  mutedEach: 25,
  limits: { switched: 500, halted: 1_000, back: 1_000, polls: 1.5 },
}
// In a machine that does other things, a process that waits for its turn says nothing about the fleet.
const QUICK = {
  each: 6,
  hosts: 6,
  mutedEach: 6,
  limits: { switched: 20_000, halted: 20_000, back: 20_000, polls: 8 },
}
const PROCESSES = 8
const BYTES = 4_096
const POLL_MS = 4_000
const SCENES = ['warm', 'good', 'bad', 'ill']

export async function measure(options) {
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  const { node, engine = 'nats' } = options
  if (!hasEngine(engine)) return { settings, engine }
  const { each, mutedEach, hosts } = settings
  const job = { engine, processes: PROCESSES, hosts, bytes: BYTES }
  process.stderr.write(`rollout ${engine}: hosts\n`)
  const shared = await inProcess(
    'host-downloads',
    { processes: PROCESSES, each, hosts, bytes: 200_000, slowMs: 2_000 },
    { node },
  )
  process.stderr.write(`rollout ${engine}: ${PROCESSES * each} instances\n`)
  const fleet = await inProcess('rollout', { ...job, each, bakeMs: 2_000, scenes: SCENES }, { node })
  process.stderr.write(`rollout ${engine}: without hints\n`)
  const muted = { ...job, each: mutedEach, bakeMs: 500, scenes: ['good'], mute: true, poll: POLL_MS }
  return { settings, engine, shared, fleet, muted: await inProcess('rollout', muted, { node }) }
}

export function report({ settings: { limits, hosts }, engine, shared, fleet, muted }) {
  if (fleet === undefined)
    return { title: 'A fleet', notes: [`SKIPPED: the server of ${engine} is not on the PATH.`], tables: [] }
  const { good, bad, ill } = fleet.results
  const one = Math.ceil(fleet.all / 100)
  const switched = lastSwitch(good)
  return {
    title: `${fleet.all} instances in ${PROCESSES} processes on ${engine}`,
    notes: [
      `All joined after ${(fleet.startMs / 1_000).toFixed(1)} s. A payload of ${BYTES} bytes, signed; stages of 1, 10, 50 and 100 %; the second of two good publications.`,
    ],
    tables: [
      SCENES.map((scene) => row(scene, fleet.results[scene])),
      stagesOf(muted.results.good).map(({ share, ms }) => ({
        [`${muted.all} instances without hints, that look every ${POLL_MS / 1_000} s`]: share,
        'until the last of the stage has it, ms': ms,
      })),
      shared.results.map(({ what, downloads, killed }) => ({
        [`${shared.all} instances on ${shared.hosts} hosts`]: what,
        downloads,
        'downloads that were killed': killed,
      })),
    ],
    targets: [
      {
        what: 'from the write of 100 % to the last switch',
        unit: 'ms',
        measured: switched,
        limit: limits.switched,
      },
      { what: 'who tries what each gate refuses', unit: 'instances', measured: bad.tries, limit: one },
      { what: 'who has what each gate refuses', unit: 'instances', measured: bad.held.length, limit: 0 },
      { what: 'until that has halted', unit: 'ms', measured: haltMs(bad), limit: limits.halted },
      { what: 'who has what health refuses', unit: 'instances', measured: ill.held.length, limit: one },
      { what: 'all are back after the halt', unit: 'ms', measured: backMs(ill), limit: limits.back },
      { what: 'requests to the origin for that', unit: '', measured: ill.requestsAfterHalt, limit: 0 },
      {
        what: 'a stage without hints, beside the poll interval',
        unit: 'times',
        measured: Math.max(...stagesOf(muted.results.good).map(({ ms }) => ms)) / POLL_MS,
        limit: limits.polls,
      },
      { what: 'consumers of JetStream', unit: '', measured: fleet.consumers, limit: 5 },
      ...shared.results.map(({ what, downloads, killed }) => ({
        what: `downloads of ${hosts} hosts, where ${what}`,
        unit: '',
        measured: downloads,
        limit: hosts + killed,
      })),
    ],
  }
}

const stageAt = ({ written }, stage) => written.find((one) => one.stage === stage && one.state === 'staged')

/** How long each stage took until the last one had it. */
function stagesOf({ written, held }) {
  const stages = written.filter(({ state }) => state === 'staged')
  return stages.map(({ at, stage }, index) => {
    const until = stages[index + 1]?.at ?? Infinity
    const within = held.filter((when) => when >= at && when < until)
    return { share: `${[1, 10, 50, 100][stage]} %`, ms: Math.max(0, ...within.map((when) => when - at)) }
  })
}

const lastSwitch = (scene) => Math.max(...scene.held) - stageAt(scene, 3).at
const haltMs = ({ written, ended }) => ended.at - written[0].at
const backMs = ({ back, ended }) => Math.max(0, ...back.map((at) => at - ended.at))

const row = (name, scene) => ({
  publication: {
    warm: 'the first good one',
    good: 'a good one',
    bad: 'each gate refuses it',
    ill: 'health refuses it',
  }[name],
  'it ends': scene.ended.state,
  'who tried': scene.tries,
  'who had it': scene.held.length,
  'to the end, ms': haltMs(scene),
  'last switch after 100 %, ms': scene.ended.state === 'done' ? lastSwitch(scene) : '',
  'all back after the halt, ms': scene.ended.state === 'halted' ? backMs(scene) : '',
  'CPU of all instances, s': (scene.cpuMs / 1_000).toFixed(1),
})
