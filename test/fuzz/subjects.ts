/** All that is fuzzed. Whoever reads what others have written puts a subject of its own here. @module */

import type { FuzzSubject } from './harness/subject.ts'
import { bodyHeadersSubject } from './subjects/body-headers.ts'
import { csvSubject } from './subjects/csv.ts'
import { decodeSubject } from './subjects/decode.ts'
import { deltaSubject } from './subjects/delta.ts'
import { digestsSubject } from './subjects/digests.ts'
import { freshnessSubject } from './subjects/freshness.ts'
import { jsonSubject } from './subjects/json.ts'
import { linesSubject } from './subjects/lines.ts'
import { manifestSubject } from './subjects/manifest.ts'
import { minisignSubject } from './subjects/minisign.ts'
import { rangesSubject } from './subjects/ranges.ts'
import { recordDeltaSubject } from './subjects/record-delta.ts'
import { rowsSubject } from './subjects/rows.ts'
import { tableSubject } from './subjects/table.ts'
import { validatorsSubject } from './subjects/validators.ts'
import { wrappedSubject } from './subjects/wrapped.ts'

export const SUBJECTS: readonly FuzzSubject[] = [
  decodeSubject,
  jsonSubject,
  tableSubject,
  rowsSubject,
  wrappedSubject,
  rangesSubject,
  csvSubject,
  linesSubject,
  freshnessSubject,
  validatorsSubject,
  digestsSubject,
  bodyHeadersSubject,
  minisignSubject,
  manifestSubject,
  deltaSubject,
  recordDeltaSubject,
]
