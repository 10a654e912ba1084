/** The head of each page: which process this is, whether it is heard, and how it is. @module */

import { Icon } from '../parts/icon.tsx'
import { FLEET_LINK, OVERVIEW_LINK, RESTARTS_LINK, route } from '../store/route.ts'
import { switchTheme } from '../store/theme.ts'
import { health, processFacts } from '../store/tree.ts'
import { ConnectionNotice, ConnectionState } from './connection-state.tsx'

export const Header = () => (
  <header class="top">
    <div class="top-bar">
      <a class="brand" href={OVERVIEW_LINK} aria-label="everterm, all terms">
        <Logo />
        <small>everterm</small>
      </a>
      <span class="crumb" aria-hidden="true">
        /
      </span>
      <Process />
      <span class="grow" />
      <ConnectionState />
      <Pages />
      <Health />
      <button
        type="button"
        class="icon-button"
        aria-label="Light or dark theme"
        title="Light or dark theme"
        onClick={switchTheme}
      >
        <Icon name="theme" />
      </button>
    </div>
    <ConnectionNotice />
  </header>
)

const Logo = () => (
  <svg viewBox="0 0 20 20" aria-hidden="true">
    <path d="M16.8 7.5A7.3 7.3 0 0 0 3.2 7.5M3.2 12.5a7.3 7.3 0 0 0 13.6 0" />
    <circle cx="10" cy="10" r="2.6" />
  </svg>
)

function Process() {
  const facts = processFacts.value
  if (facts === undefined) return null
  return (
    <>
      <span class="process">{facts.name}</span>
      {facts.environment === undefined ? null : <span class="badge solid">{facts.environment}</span>}
      {facts.actions === 'off' ? (
        <span class="badge" title="This process serves the dashboard without actions.">
          <Icon name="lock" />
          <span class="wide-word">read-only</span>
        </span>
      ) : null}
      <span class="muted wide-only">
        {facts.host}, pid {facts.pid}
      </span>
    </>
  )
}

const PAGES = [
  { words: 'terms', link: OVERVIEW_LINK, page: 'overview' },
  { words: 'restarts', link: RESTARTS_LINK, page: 'restarts' },
  { words: 'fleet', link: FLEET_LINK, page: 'fleet' },
] as const

/** Most processes are in no fleet, and have no page of it. */
const isThere = ({ page }: (typeof PAGES)[number]): boolean =>
  page !== 'fleet' || processFacts.value?.fleet !== undefined

const Pages = () => (
  <nav class="pages" aria-label="Pages">
    {PAGES.filter(isThere).map(({ words, link, page }) => (
      <a key={page} href={link} aria-current={route.value.page === page ? 'page' : undefined}>
        {words}
      </a>
    ))}
  </nav>
)

function Health() {
  const { ready, live } = health.value
  // Its room is there before its words.
  if (processFacts.value === undefined) return <span class="health" />
  return (
    <span class="health">
      <span class={ready ? 'badge' : 'badge bad'}>
        <Icon name={ready ? 'current' : 'cross'} />
        {ready ? 'ready' : 'not ready'}
      </span>
      <span class={live ? 'badge wide-only' : 'badge bad'}>
        <Icon name={live ? 'current' : 'cross'} />
        {live ? 'live' : 'not live'}
      </span>
    </span>
  )
}
