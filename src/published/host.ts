/** A folder that the processes of a host share: what one of them has downloaded, all of them take. @module */

import { join } from 'node:path'
import type { Manifest } from '../manifest/index.ts'
import { makeHostFolder } from './host/folder.ts'
import { LEADS, seekLead } from './host/lead.ts'
import { keepWhile, readObject } from './host/objects.ts'
import { sweep } from './host/sweep.ts'
import { inPieces } from './pieces.ts'

export { LONGEST_LEAD } from './host/lead.ts'

/** Brings a payload from where it was published. */
export type BringPayload = (signal: AbortSignal) => AsyncIterable<Uint8Array>

/** A payload, or what stands for one. */
export type HostObject = Pick<Manifest, 'sha256' | 'size'>

export interface SharedHost {
  /** The payload of a manifest: out of the folder, or by whoever of the host downloads it. */
  payload(object: HostObject, download: BringPayload, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** An object of so many bytes at the most, as it lies there: whoever takes it looks at what it makes of it. */
  held(sha256: string, maxBytes: number): Promise<Uint8Array | undefined>
  /** Removes an object that is damaged. */
  inspect(sha256: string): Promise<void>
}

/** Who takes part in the host's downloads by this folder. Being right never depends on the others: all bytes are checked. */
export function hostAt(folder: string): SharedHost {
  const objects = join(folder, 'objects')
  const partial = join(folder, 'partial')
  const leads = join(folder, LEADS)

  async function* bring(
    { sha256 }: HostObject,
    download: BringPayload,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    yield* keepWhile(download(signal), { objects, partial, sha256 })
    await sweep(objects, [partial, leads])
  }

  async function* payload(manifest: HostObject, download: BringPayload, signal: AbortSignal) {
    await makeHostFolder(folder, [objects, partial, leads])
    for (;;) {
      const held = await readObject(objects, manifest)
      if (held !== undefined) return yield* inPieces(held)
      const lead = await seekLead(leads, manifest.sha256, signal)
      if (lead.role === 'follower' && (await lead.over) === 'ended') {
        signal.throwIfAborted()
        continue
      }
      try {
        // Somebody may have led, and ended, since it was looked for.
        const brought = await readObject(objects, manifest)
        return yield* brought === undefined ? bring(manifest, download, signal) : inPieces(brought)
      } finally {
        if (lead.role === 'leader') await lead.release()
      }
    }
  }

  return {
    payload,
    held: (sha256, maxBytes) => readObject(objects, { sha256, maxBytes, asItLies: true }),
    inspect: async (sha256) => void (await readObject(objects, { sha256 })),
  }
}
