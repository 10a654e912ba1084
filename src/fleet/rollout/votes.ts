/** What an instance says of an edition that it was let try. @module */

export const VOTES = ['trying', 'ready', 'ok', 'fail', 'left', 'pinned'] as const

export interface Vote {
  /**
   * `trying`: it is about to decode it; `ready`: its gate is well with it, and it waits behind what is live; `left`: it was told
   * to stop before there was a result; `pinned`: somebody has pinned another version on it by hand, so that it tries nothing.
   */
  readonly vote: (typeof VOTES)[number]
  /** What has failed: the gate, the process, or health. */
  readonly stage?: 'gate' | 'crash' | 'health' | undefined
  /** In words, without a piece of a payload. */
  readonly reason?: string | undefined
}

/** A vote as the engine holds it. */
export interface CastVote extends Vote {
  readonly instance: string
  /** By the engine's clock. */
  readonly at: number
}

/** How many instances have said what. */
export function countVotes(votes: readonly Vote[]): Readonly<Record<string, number>> {
  const counted: Record<string, number> = {}
  for (const { vote } of votes) counted[vote] = (counted[vote] ?? 0) + 1
  return counted
}

const MOST_REASON = 300

export function readVote(text: string): Vote | undefined {
  try {
    const { vote, stage, reason } = JSON.parse(text) as Vote
    if (!VOTES.includes(vote)) return undefined
    return {
      vote,
      stage: stage === 'crash' || stage === 'health' ? stage : vote === 'fail' ? 'gate' : undefined,
      reason: typeof reason === 'string' ? reason.slice(0, MOST_REASON) : undefined,
    }
  } catch {
    return undefined
  }
}

export const writeVote = ({ vote, stage, reason }: Vote): string =>
  JSON.stringify({ vote, stage, reason: reason?.slice(0, MOST_REASON) })
