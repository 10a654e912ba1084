/** Hears the tree and keeps what the screen needs of it. @module */

import type { Observer, TermEvent, TreeView } from '../../src/index.ts'
import { type News, newsOf } from './news.ts'

export interface Chronicle {
  readonly observer: Observer
  /** The lines of news, the newest last; quiet events have none. */
  readonly news: readonly News[]
  restartsOf(term: string): number
  supervisor(): { readonly state: string; readonly budget: number; readonly coolsForMs: number | undefined }
  /** Adds a line of our own. */
  note(about: string, text: string): void
}

const KEPT = 200

export function chronicle(onNews: (news: News) => void): Chronicle {
  const news: News[] = []
  const starts = new Map<string, number>()
  let view: TreeView | undefined
  let coolsUntil: number | undefined

  const tell = (line: News) => {
    onNews(line)
    if (line.tone === 'quiet') return
    // A row of failures of one term shares one line, so that other lines stay in sight.
    const before = news.findLastIndex(({ about }) => about === line.about)
    const times = news[before]?.text === line.text ? (news.splice(before, 1)[0]?.times ?? 1) + 1 : 1
    news.push({ ...line, times })
    if (news.length > KEPT) news.shift()
  }

  function hear(event: TermEvent): void {
    // This is the first state of an incarnation.
    if (event.type === 'term.transition' && event.from === undefined) {
      starts.set(event.term, (starts.get(event.term) ?? 0) + 1)
    }
    if (event.type === 'supervisor.gave-up') coolsUntil = event.at + (event.coolDownMs ?? 0)
    if (event.type === 'supervisor.resumed') coolsUntil = undefined
    const line = newsOf(event)
    if (line !== undefined) tell(line)
  }

  return {
    news,
    observer: {
      name: 'demo',
      watch(tree) {
        view = tree
      },
      hear,
    },
    restartsOf: (term) => Math.max(0, (starts.get(term) ?? 0) - 1),
    supervisor() {
      const { state, budget } = view?.supervisors()[0] ?? { state: 'stopped', budget: 0 }
      return { state, budget, coolsForMs: coolsUntil === undefined ? undefined : coolsUntil - Date.now() }
    },
    note: (about, text) => tell({ at: Date.now(), about, tone: 'loud', text }),
  }
}
