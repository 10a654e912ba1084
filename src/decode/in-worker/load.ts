/** Finds the function of a user's module that decodes. @module */

import { type ModuleUse, moduleFunction } from '../user-module/index.ts'

// A `Uint8Array<ArrayBuffer>`, but also for TypeScript before 5.7, whose arrays of bytes took no parameter.
type OwnBytes = ReturnType<Uint8Array['slice']>

/** What a module for `inWorker` exports. */
export type DecodeInWorker = (bytes: OwnBytes, scope: { readonly term: string }) => unknown

export const DECODES: ModuleUse = { of: 'inWorker', name: 'decode' }

/** @throws TermError `ERR_TERM_DECODER` */
export const loadDecode = (url: string): Promise<DecodeInWorker> => moduleFunction(url, DECODES)
