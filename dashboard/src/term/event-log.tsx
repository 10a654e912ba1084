/** What was heard of a term. It doesn't scroll under whoever reads it. @module */

import { useRef, useState } from 'preact/hooks'
import type { EventLevel, HeardEvent } from '../../../src/serve/api/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { Panel } from '../parts/panel.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { timeOfDay } from '../words/ages.ts'
import type { IconName } from '../words/icons.ts'
import { type EventLook, found, LEVELS, lookOf, type Sought } from './log.ts'

/** More is in the logs of the service. */
const MOST = 200

/** Above so many pixels one reads what is there, and waits for nothing. */
const AT_TOP = 8

export function EventLog({ events }: { readonly events: readonly HeardEvent[] }) {
  const [sought, setSought] = useState<Sought>({ least: 'debug', text: '' })
  const list = useRef<HTMLOListElement>(null)
  /** The newest event that is shown; `undefined` while all are. */
  const [upTo, setUpTo] = useState<number | undefined>(undefined)
  const matching = found(events, sought)
  const shown = upTo === undefined ? matching : matching.filter(({ id }) => id <= upTo)
  const waiting = matching.length - shown.length
  const onScroll = (): void => {
    const reading = (list.current?.scrollTop ?? 0) > AT_TOP
    if (!reading) setUpTo(undefined)
    else if (upTo === undefined) setUpTo(events[0]?.id ?? 0)
  }
  const showNew = (): void => {
    setUpTo(undefined)
    list.current?.scrollTo({ top: 0 })
    list.current?.focus()
  }
  return (
    <Panel
      title="Events"
      class="events"
      aside={
        <>
          <button type="button" class="more" onClick={showNew} hidden={waiting === 0}>
            {waiting} new
          </button>
          <SearchBox
            label="Filter events"
            value={sought.text}
            onInput={(text) => setSought({ ...sought, text })}
          />
          <LevelChoice least={sought.least} onChoice={(least) => setSought({ ...sought, least })} />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard. */}
      <ol ref={list} class="log" tabIndex={0} aria-label="Events, the newest first" onScroll={onScroll}>
        {shown.slice(0, MOST).map((event) => (
          <Line key={event.id} event={event} />
        ))}
        {shown.length === 0 ? (
          <li class="none-yet">{events.length === 0 ? 'nothing yet' : 'no event matches'}</li>
        ) : null}
      </ol>
    </Panel>
  )
}

const LEVEL_WORDS: Readonly<Record<EventLevel, string>> = {
  debug: 'all levels',
  info: 'info and up',
  warn: 'warn and up',
  error: 'error',
}

interface LevelChoiceProps {
  readonly least: EventLevel
  readonly onChoice: (least: EventLevel) => void
}

const LevelChoice = ({ least, onChoice }: LevelChoiceProps) => (
  <select
    aria-label="Level"
    value={least}
    onChange={({ currentTarget }) => onChoice(LEVELS[currentTarget.selectedIndex] ?? 'debug')}
  >
    {LEVELS.map((level) => (
      <option key={level} value={level}>
        {LEVEL_WORDS[level]}
      </option>
    ))}
  </select>
)

const SIGNS: Readonly<Record<EventLook, IconName>> = {
  quiet: 'idle',
  good: 'current',
  alarming: 'warn',
  affecting: 'expired',
}

function Line({ event }: { readonly event: HeardEvent }) {
  const { at, type, words } = event
  const look = lookOf(event)
  return (
    <li class={look}>
      <time>{timeOfDay(at)}</time>
      <Icon name={SIGNS[look]} />
      <b>{type}</b>
      <span>{words}</span>
    </li>
  )
}
