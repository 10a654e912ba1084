/** What the host may call. @module */

export { take } from './arena'
export { buckets, buildFast, buildKeyed, dropped, heap, spans, startIndex } from './index-build'
export { keyField } from './record'
export { faultOffset, recordAt, recordEnd, recordKey, recordKeyLength, recordOffset, scan, start } from './scan'
export { rows } from './stage'
export { ascii, fault } from './text'
export { reserve } from './window'
export { addField, listColumn, markKey, objectColumn, plainColumn, stringColumn } from './columns'
export { absences, bytesOfTexts, distinctTexts, evenCount, greatest, least, measure, openColumn, openTexts } from './narrow'
export { nextAbsent, nextBits, nextCodes, nextEnds, nextNumbers, nextTexts, rowsOf, scratch, textsAt, textsBytes } from './narrow'
