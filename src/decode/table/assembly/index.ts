/** What the host may call. @module */

export { take } from './memory/arena'
export { buckets, buildFast, buildKeyed, dropped, heap, spans, startIndex } from './keys/index-build'
export { keyField } from './scan/record'
export { faultOffset, recordAt, recordEnd, recordKey, recordKeyLength, recordOffset, scan, start } from './scan/scan'
export { rows } from './keys/stage'
export { ascii, fault } from './json/lexer'
export { reserve } from './memory/window'
export { addField, listColumn, markKey, objectColumn, plainColumn, stringColumn } from './columns/make-columns'
export { absences, bytesOfTexts, distinctTexts, evenCount, greatest, least, measure, openColumn, openTexts } from './columns/export-columns'
export { nextAbsent, nextBits, nextCodes, nextEnds, nextNumbers, nextTexts, rowsOf, scratch, textsAt, textsBytes } from './columns/export-columns'
