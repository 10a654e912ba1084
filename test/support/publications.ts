/** Puts publications where fetchers look for them, as a publisher does: payload, manifest, pointer. @module */

import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type Manifest,
  manifestName,
  objectName,
  STABLE,
  writeEnvelope,
  writeManifest,
} from '../../src/manifest/index.ts'
import type { Signer } from './minisign-signer.ts'

export interface Publication {
  /** Other than what the bytes say. */
  readonly manifest?: Partial<Manifest>
  readonly signer?: Signer
  /** What is in the signed comment. */
  readonly comment?: string
}

/** The objects of a publication by their names, in the order in which they are put; the pointer comes last. */
export function objectsOf(
  seq: number,
  bytes: Uint8Array,
  { manifest: other, signer, comment = '' }: Publication = {},
): [name: string, bytes: Uint8Array][] {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const createdAt = '2026-11-30T12:00:00Z'
  const manifest = {
    schema: 1,
    term: 'prices',
    seq,
    sha256,
    size: bytes.byteLength,
    createdAt,
    ...other,
  } as const
  const text = writeManifest(manifest)
  const signature = signer?.sign(Buffer.from(text), { comment })
  const envelope = writeEnvelope({ manifest: text, signature })
  const below = (name: string) => `${manifest.term}/${name}`
  return [
    [below(objectName(sha256)), bytes],
    [below(manifestName(seq)), envelope],
    [below(STABLE), envelope],
  ]
}

/** Puts them into a folder. */
export async function publishInto(folder: string, objects: ReturnType<typeof objectsOf>): Promise<void> {
  for (const [name, bytes] of objects) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.new`, bytes)
    await rename(`${path}.new`, path)
  }
}
