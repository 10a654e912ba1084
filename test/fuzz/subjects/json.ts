/** UTF-8 and JSON alone, without compression before them: many more of them in a second. @module */

import type { FuzzSubject } from '../harness/subject.ts'
import { decodeSubject, sameAsJson } from './decode.ts'

export const jsonSubject: FuzzSubject = {
  name: 'json',
  share: 14,
  seeds: ['{"a":[1,2.5e3,null],"b":"\u00fc\ud83d\ude00"}', '[true,false,-0]', '"\\u0041\\n"', '\ufeff{}'].map(
    (text) => Buffer.from(text),
  ),
  words: decodeSubject.words,
  check: sameAsJson,
}
