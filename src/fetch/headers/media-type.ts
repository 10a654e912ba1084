/** What kind of thing the origin says that a body is (RFC 9110, section 8.3.1): for messages, never for decisions. @module */

import { firstHeader, type ResponseHeaders } from './response-headers.ts'

// Types that IANA knows, without parameters: an origin may write anything there.
const TYPE =
  /^(?:application|audio|font|image|message|model|multipart|text|video)\/[\w.+-]{1,64}(?=\s*(?:;|$))/

export const mediaType = (headers: ResponseHeaders): string | undefined =>
  TYPE.exec(firstHeader(headers['content-type'])?.toLowerCase() ?? '')?.[0]
