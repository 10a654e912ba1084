/** The stages of a rollout, from left to right: how many of a hundred are in, and since when. @module */

import type { RolloutFacts, StageFacts } from '../../../src/serve/api/fleet-facts.ts'
import { ageWords, countdown, timeWords } from '../words/ages.ts'
import { type StageLook, stageLook } from '../words/fleet.ts'

interface Props {
  readonly rollout: RolloutFacts
  readonly now: number
}

export const Stages = ({ rollout, now }: Props) => (
  <div class="stages">
    <ol aria-label={`Stages of ${rollout.to}`}>
      {rollout.stages.map((stage, at) => (
        <Stage key={stage.share} stage={stage} at={at} rollout={rollout} now={now} />
      ))}
    </ol>
    {rollout.state === 'halted' ? <p class="way-back">back to {rollout.from}</p> : null}
  </div>
)

function Stage({ stage, at, rollout, now }: Props & { readonly stage: StageFacts; readonly at: number }) {
  const look = stageLook(rollout, at)
  return (
    <li class={look} aria-current={look === 'now' ? 'step' : undefined}>
      <Hundred share={stage.share} />
      <p>
        <b>{stage.share} %</b>
        <span>{stage.beganAt === undefined ? '' : timeWords(stage.beganAt, now)}</span>
        <span>{wordsOf(rollout, look, at, now)}</span>
      </p>
    </li>
  )
}

function wordsOf(rollout: RolloutFacts, look: StageLook, at: number, now: number): string {
  const { stages, state, since, bakeMs, stage, ahead } = rollout
  const began = stages[at]?.beganAt
  if (look === 'later')
    return at > stage + 1 || state !== 'staged' ? 'not yet' : ahead ? 'gets ready' : 'next'
  if (look === 'now') {
    if (state === 'paused') return `paused for ${ageWords(now - since)}`
    if (ahead !== undefined) return 'waits for the next'
    const left = since + bakeMs - now
    return left > 0 ? `bakes ${countdown(left)}` : 'waits for votes'
  }
  const ended = stages[at + 1]?.beganAt ?? since
  if (began === undefined) return look === 'past' ? 'passed over' : 'taken back'
  return look === 'back' && at === stage
    ? `halted after ${ageWords(ended - began)}`
    : `took ${ageWords(ended - began)}`
}

/** A hundred squares of which the share is filled, from the first row on. */
function Hundred({ share }: { readonly share: number }) {
  const filled = Math.ceil(share)
  return (
    <svg class="hundred" viewBox="0 0 68 68" aria-hidden="true">
      <path class="out" d={squares(filled, 100)} />
      <path class="in" d={squares(0, filled)} />
    </svg>
  )
}

const squares = (first: number, end: number): string =>
  Array.from({ length: end - first }, (_, index) => {
    const [x, y] = [((first + index) % 10) * 7, Math.floor((first + index) / 10) * 7]
    return `M${x} ${y}h5v5h-5z`
  }).join('')
