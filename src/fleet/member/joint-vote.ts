/** What an instance says of a publication that several of its terms read: it is as well with it as the worst of them. @module */

import type { Vote } from '../rollout/index.ts'

/** The worst first. */
const BADNESS: readonly Vote['vote'][] = ['fail', 'trying', 'left', 'pinned', 'ready', 'ok']

/**
 * @param votes - what each term has said; `undefined` from who hasn't spoken
 * @returns `undefined` where there is nothing to say yet: what lets a rollout go on waits until all have spoken
 */
export function jointVote<V extends { readonly vote: string }>(
  votes: readonly (V | undefined)[],
): V | undefined {
  const said = votes.filter((vote) => vote !== undefined)
  const worst = BADNESS.find((word) => said.some(({ vote }) => vote === word))
  const isWaiting = worst === 'pinned' || worst === 'ready' || worst === 'ok'
  return isWaiting && said.length < votes.length ? undefined : said.find(({ vote }) => vote === worst)
}
