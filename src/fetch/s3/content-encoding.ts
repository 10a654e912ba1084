/** The coding of an object, without the traces of how it was uploaded. @module */

import { listHeader, type ResponseHeaders } from '../response-headers.ts'
import { contentEncoding as strictly } from '../transfer/content-encoding.ts'

/** @throws TermError `ERR_TERM_ENCODING` on an unknown coding or on more than one */
export const contentEncoding = (headers: ResponseHeaders): string | undefined =>
  strictly({
    // Some stores keep that a body was signed in chunks on its way up; it says nothing about the bytes.
    'content-encoding': listHeader(headers['content-encoding']).filter((coding) => coding !== 'aws-chunked'),
  })
