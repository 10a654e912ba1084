/** A folder that the processes of a host share: what one of them has downloaded, all of them take. @module */

import { join } from 'node:path'
import type { Base } from '../decode/delta/index.ts'
import type { Manifest } from '../manifest/index.ts'
import { makeHostFolder } from './host/folder.ts'
import { LEADS, seekLead } from './host/lead.ts'
import { findObject, keepWhile, readObject } from './host/objects.ts'
import { sweep } from './host/sweep.ts'

export { LONGEST_LEAD } from './host/lead.ts'

/** Brings a payload from where it was published. */
export type BringPayload = (signal: AbortSignal) => AsyncIterable<Uint8Array>

/** A payload, or what stands for one. */
export type HostObject = Pick<Manifest, 'sha256' | 'size'>

export interface SharedHost {
  /** The payload of a manifest: out of the folder, whole, or by whoever of the host downloads it. */
  payload(object: HostObject, download: BringPayload, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Where an object of so many bytes at the most lies: whoever reads it looks at what it makes of it. */
  find(sha256: string, maxBytes: number): Promise<Base | undefined>
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

  async function* payload(
    manifest: HostObject,
    download: BringPayload,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    await makeHostFolder(folder, [objects, partial, leads])
    for (;;) {
      const held = await readObject(objects, manifest)
      if (held !== undefined) {
        yield held
        return
      }
      const lead = await seekLead(leads, manifest.sha256, signal)
      if (lead.role === 'follower' && (await lead.over) === 'ended') {
        signal.throwIfAborted()
        continue
      }
      try {
        // Somebody may have led, and ended, since it was looked for.
        const brought = await readObject(objects, manifest)
        if (brought === undefined) yield* bring(manifest, download, signal)
        else yield brought
        return
      } finally {
        if (lead.role === 'leader') await lead.release()
      }
    }
  }

  return {
    payload,
    find: (sha256, maxBytes) => findObject(objects, sha256, maxBytes),
    inspect: async (sha256) => void (await readObject(objects, { sha256 })),
  }
}
