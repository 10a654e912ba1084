/** The dashboard: a head, and the page that the address asks for. @module */

import { useEffect } from 'preact/hooks'
import { FleetPage } from '../fleet/fleet-page.tsx'
import { OverviewPage } from '../overview/overview-page.tsx'
import { RestartsPage } from '../restarts/restarts-page.tsx'
import { connection } from '../store/connection.ts'
import { route } from '../store/route.ts'
import { processFacts } from '../store/tree.ts'
import { TermPage } from '../term/term-page.tsx'
import { Header } from './header.tsx'
import { TokenDialog } from './token-dialog.tsx'

export function App() {
  useTitle()
  return (
    <div class={connection.value.is === 'closed' ? 'frozen' : undefined}>
      <Header />
      <main class="page">{processFacts.value === undefined ? null : <Page />}</main>
      <TokenDialog />
    </div>
  )
}

function Page() {
  const place = route.value
  if (place.page === 'restarts') return <RestartsPage />
  if (place.page === 'fleet') return <FleetPage />
  if (place.page === 'term') return <TermPage key={place.name} name={place.name} />
  return <OverviewPage />
}

function useTitle(): void {
  const place = route.value
  const process = processFacts.value?.name
  const here = place.page === 'term' ? place.name : place.page === 'overview' ? undefined : place.page
  useEffect(() => {
    document.title = [here, process, 'everterm'].filter((part) => part !== undefined).join(', ')
  }, [here, process])
}
