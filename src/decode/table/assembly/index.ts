/**
 * Exports what the host of the scanner may call. All files here keep one convention:
 *
 * A function has one result. What else it finds is left in exported variables, its registers, which hold until it is called
 * again. One that reads text takes the address where it begins, and returns the address behind its end, or 0 where the text
 * isn't what it should be; whether that is a fault of the document, `fault` and `badAt` say. One that takes memory returns
 * its address, or 0 where the memory is full.
 *
 * @module
 */

export { take } from './memory/arena'
export { againOffset, buckets, buildFast, buildKeyed, heap, spans, startIndex } from './keys/index-build'
export { dropped, firstAgain, sources } from './keys/duplicates'
export { faultPart } from './keys/key-text'
export { keyPath, keyPathName } from './scan/key-paths'
export { dropAround, envelope, envelopeBytes, placeName } from './scan/around'
export { isMisfit, keepRecord, recordAt, recordEnd, recordKey, recordKeyLength, recordOffset } from './scan/latest'
export { byPosition, expect, isAround, isWatched, scan, start } from './scan/scan'
export { faultOffset } from './scan/steps'
export { linesRead, scanTexts, startTexts } from './scan/texts'
export { rows, spansByRow } from './keys/stage'
export { ascii, fault } from './json/lexer'
export { allowOdd, oddRows, oddTexts } from './columns/odd-rows'
export { reserve } from './memory/window'
export { addField, jsonColumn, listColumn, mapColumn, markKey, objectColumn, plainColumn, stringColumn } from './columns/make-columns'
export {
  absences, bytesOfTexts, distinctTexts, evenCount, greatest, least, measure, openColumn, openTexts,
} from './columns/export-columns'
export {
  nextAbsent, nextBits, nextCodes, nextEnds, nextNumbers, nextTexts, rowsOf, scratch, textsAt, textsBytes,
} from './columns/export-columns'
