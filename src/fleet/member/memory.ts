/** Remembers what was refused and what is being tried, on disk if there is a folder: nothing refused is tried again by itself. @module */

import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldOf } from '../../base/errors.ts'
import { replaceWhole, sweepFolder } from '../../base/whole-file.ts'
import { keyOf } from '../keys.ts'
import type { Vote } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'
import { keptFacts, MOST_FACTS } from './kept-facts.ts'
import { clearAfter, isThere, type Owner, type OwnersName, ownerIn } from './owner.ts'

export interface RememberedRefusal extends Pick<Vote, 'stage' | 'reason'> {
  readonly sha256: string
  /** A new rollout is somebody's decision to try the same bytes once more. */
  readonly rollout: string
}

/** What somebody was trying, who died over it. */
export interface UnendedTrial {
  readonly rollout: string
  readonly sha256: string
  readonly seq: number
  readonly instance: string
  readonly host: string
}

export interface Memory {
  refusal(rollout: string, sha256: string): RememberedRefusal | undefined
  refuse(refusal: RememberedRefusal): Promise<void>
  /** Resolves when it is on disk. */
  trying(rollout: string, ref: { readonly sha256: string; readonly seq: number }): Promise<void>
  tried(): Promise<void>
}

/** Nobody writes for so long. */
const OLD_MS = 86_400_000

/** Reads what the disk has, and what died there. A disk that fails is as none. */
export async function memoryOf(
  term: string,
  { folder, service, instance, host }: Pick<FleetGround, 'folder' | 'service' | 'instance' | 'host'>,
): Promise<{ readonly memory: Memory; readonly died: readonly UnendedTrial[] }> {
  const dir = folder === undefined ? undefined : join(folder, keyOf(service, term))
  // Other trees, threads and processes have the folder in common: each has a mark of its own.
  const own = `trying-${randomBytes(6).toString('hex')}.json`
  let owner: Promise<Owner> | undefined
  const refused = keptFacts(dir, 'refused', isRefusal)
  let refusals: readonly RememberedRefusal[] = (await refused.all()).map(({ fact }) => fact)
  const died: UnendedTrial[] = []

  async function write(name: string, document: object): Promise<void> {
    if (dir !== undefined)
      await replaceWhole(join(dir, name), Buffer.from(JSON.stringify(document))).catch(() => {})
  }
  const remove = async (name: string): Promise<void> => {
    if (dir !== undefined) await rm(join(dir, name), { force: true }).catch(() => {})
  }
  const read = async <T>(name: string): Promise<Partial<T> | undefined> =>
    dir === undefined
      ? undefined
      : readFile(join(dir, name), 'utf8')
          .then((text) => JSON.parse(text) as Partial<T>)
          .catch(() => undefined)

  async function refuse(refusal: RememberedRefusal): Promise<void> {
    refusals = [...refusals, refusal].slice(-MOST_FACTS)
    // Each process of a host refuses it: as many facts of one would drive out the others.
    const there = await refused.all()
    if (!there.some(({ fact }) => isOf(fact, refusal))) await refused.add(refusal)
  }

  const names = dir === undefined ? [] : await readdir(dir).catch(() => [])
  // Nobody waits for that.
  if (dir !== undefined) void sweepFolder(dir, OLD_MS)
  for (const name of names.filter((one) => /^trying-[\da-f]+\.json$/.test(one))) {
    const trial = await read<UnendedTrial & OwnersName>(name)
    // Somebody of another machine, or who lives, may be at it still.
    if (folder === undefined || trial?.host !== host || (await isThere(folder, trial))) continue
    await remove(name)
    // Nobody waits for that: what is left over does no harm.
    void clearAfter(folder, trial)
    if (isTrial(trial)) died.push(trial)
  }

  return {
    died,
    memory: {
      refusal: (rollout, sha256) => refusals.find((one) => isOf(one, { rollout, sha256 })),
      refuse,
      async trying(rollout, { sha256, seq }) {
        if (folder === undefined) return
        owner ??= ownerIn(folder)
        const { name } = await owner
        await write(own, { rollout, sha256, seq, instance, host, ...name } satisfies UnendedTrial &
          OwnersName)
      },
      async tried() {
        if (owner === undefined) return
        await remove(own)
        const ended = await owner
        owner = undefined
        ended.end()
      },
    },
  }
}

const isOf = (
  one: RememberedRefusal,
  { rollout, sha256 }: Pick<RememberedRefusal, 'rollout' | 'sha256'>,
): boolean => one.rollout === rollout && one.sha256 === sha256

/** Somebody, or a failing disk, may have written something else there. */
const hasTexts = (value: unknown, names: readonly string[]): boolean =>
  names.every((name) => typeof fieldOf(value, name) === 'string' && fieldOf(value, name) !== '')
const isRefusal = (value: unknown): value is RememberedRefusal => hasTexts(value, ['rollout', 'sha256'])
const isTrial = (value: unknown): value is UnendedTrial => hasTexts(value, ['rollout', 'sha256', 'instance'])
