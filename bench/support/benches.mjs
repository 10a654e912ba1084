/** The benches by name, in the order in which they run: each measures, and makes a report of what it measured. @module */

import * as databases from '../databases.mjs'
import * as deltas from '../deltas.mjs'
import * as fleet from '../fleet.mjs'
import * as gate from '../gate.mjs'
import * as get from '../get.mjs'
import * as herd from '../herd.mjs'
import * as inflate from '../inflate.mjs'
import * as json from '../json.mjs'
import * as keepsake from '../keepsake.mjs'
import * as listeners from '../listeners.mjs'
import * as memory from '../memory.mjs'
import * as odd from '../odd.mjs'
import * as queries from '../queries.mjs'
import * as reads from '../reads.mjs'
import * as receive from '../receive.mjs'
import * as refresh from '../refresh.mjs'
import * as refreshesInARow from '../refreshes-in-a-row.mjs'
import * as rollout from '../rollout.mjs'
import * as serve from '../serve.mjs'
import * as small from '../small.mjs'
import * as threads from '../threads.mjs'
import * as vectors from '../vectors.mjs'
import * as warm from '../warm.mjs'

export const benches = {
  get,
  fleet,
  deltas,
  herd,
  listeners,
  receive,
  refresh,
  serve,
  small,
  odd,
  'refreshes-in-a-row': refreshesInARow,
  reads,
  vectors,
  queries,
  memory,
  databases,
  threads,
  inflate,
  json,
  gate,
  keepsake,
  rollout,
  warm,
}
