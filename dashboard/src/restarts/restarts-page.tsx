/** What was started again, why, and how close a supervisor came to giving up. @module */

import { Nothing } from '../parts/nothing.tsx'
import { now } from '../store/clock.ts'
import { processFacts } from '../store/tree.ts'
import { ageWords } from '../words/ages.ts'
import { restartEntriesOf, restartsTitle } from '../words/restart-entries.ts'
import { IntensityPanel } from './intensity-panel.tsx'
import { RestartHistory } from './restart-history.tsx'
import { useRestarts } from './use-restarts.ts'

export function RestartsPage() {
  const { events, refusal } = useRestarts()
  const entries = restartEntriesOf(events)
  return (
    <>
      <section class="verdict">
        <div>
          <h1>{restartsTitle(entries, now.peek())}</h1>
          <p>
            A failed refresh is no crash, and starts nothing again; this page has what ended although it
            should not have. The process runs for <Uptime />.
          </p>
        </div>
      </section>
      <div class="columns">
        {entries.length > 0 ? (
          <RestartHistory entries={entries} />
        ) : (
          <Nothing
            icon="undo"
            title={refusal === undefined ? 'Nothing was started again' : 'The history did not come'}
            words={
              refusal?.message ?? 'What ends by mistake, and what its supervisor does then, appears here.'
            }
          />
        )}
        <IntensityPanel events={events} />
      </div>
    </>
  )
}

/** Written by itself, so that the seconds go by without the rest of the page. */
const Uptime = () => <>{ageWords(now.value - (processFacts.value?.startedAt ?? now.value))}</>
