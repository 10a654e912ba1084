/** Each step of the gate that is measured, with what it is given. @module */

import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { fixed, remoteTerm, supervise, table } from 'everterm'
import { judgeGuards } from '../../dist/src/gate/guards.js'
import { ed25519, minisign } from '../../dist/src/gate/signature/index.js'
import { wireHashes } from '../../dist/src/gate/wire-hashes.js'

const { signal } = new AbortController()
// As they come from a socket.
const CHUNK = 65_536

/** What runs the step once, and throws if it refuses. */
export function stepOf({ step, bytes, records }) {
  if (bytes === undefined) return guarding(step, records)
  return step.endsWith('Refresh') ? refreshing(step, bytes) : verifying(step, bytes)
}

const bytesOf = (size) =>
  new Uint8Array(new SharedArrayBuffer(size)).map((_, index) => index * 31 + (index >> 8))

/** A whole refresh, of a term that reads no byte of it. */
function refreshing(step, size) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const bytes = bytesOf(size)
  const [verify, proof] = signedByMinisign(bytes, publicKey, privateKey, false)
  const options = step === 'signedRefresh' ? { verify } : {}
  const fetcher = fixed(bytes, { proof })
  return async () => {
    const deserialize = ({ byteLength }) => byteLength
    const term = remoteTerm({ name: 'signed', fetcher, deserialize, refreshInterval: null, ...options })
    const tree = await supervise({ term }, { observers: [] })
    await tree.stop()
  }
}

function verifying(step, size) {
  const bytes = bytesOf(size)
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const verifier = { sha256: undefined, ed25519: ed25519(publicKey) }[step]
  const [known, proof] =
    step === 'minisign' || step === 'legacy'
      ? signedByMinisign(bytes, publicKey, privateKey, step === 'legacy')
      : [verifier, sign(null, bytes, privateKey)]
  return async () => {
    const hashes = wireHashes(['sha256', ...(known?.hashes ?? [])])
    for (let at = 0; at < size; at += CHUNK) await hashes.take(bytes.subarray(at, at + CHUNK))
    hashes.of('sha256')
    const verdict = await known?.verify({ bytes, hash: hashes.of, proof: { bytes: proof }, signal })
    if (verdict?.ok === false) throw new Error(verdict.reason)
  }
}

function signedByMinisign(bytes, publicKey, privateKey, isLegacy) {
  const id = Buffer.alloc(8, 7)
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12)
  const message = isLegacy ? bytes : createHash('blake2b512').update(bytes).digest()
  const signature = sign(null, message, privateKey)
  const signed = Buffer.concat([Buffer.from(isLegacy ? 'Ed' : 'ED'), id, signature]).toString('base64')
  const global = sign(null, Buffer.concat([signature, Buffer.from('version=7')]), privateKey).toString(
    'base64',
  )
  const file = `untrusted comment: \n${signed}\ntrusted comment: version=7\n${global}\n`
  return [minisign(Buffer.concat([Buffer.from('Ed'), id, raw]).toString('base64')), Buffer.from(file)]
}

const record = (index) => ({
  id: `k${index}`,
  name: `name of ${index}`,
  price: index * 1.5,
  tags: ['a', 'b'],
})
const KINDS = {
  list: (all) => all,
  map: (all) => new Map(all.map((one) => [one.id, one])),
  object: (all) => Object.fromEntries(all.map((one) => [one.id, one])),
  table: (all) => table({ key: 'id' })(Buffer.from(JSON.stringify(all))),
}

function guarding(step, records) {
  const [, kind, what] = /^(\w+)(Count|Change)$/.exec(step)
  const make = () => KINDS[kind](Array.from({ length: records }, (_, index) => record(index)))
  const values = Promise.all([make(), make()])
  const guards = what === 'Count' ? { maxShrink: 0.2 } : { maxChange: 0.1 }
  return async () => {
    const [live, next] = await values
    const refusal = await judgeGuards(guards, next, live, signal)
    if (refusal !== undefined) throw new Error(refusal.message)
  }
}
