/**
 * The scripts of the engine on Redis: each is one step of the server, by the server's clock.
 *
 * An entry is a hash. Beside it, for each beginning of its key, lies a set of the segments that follow, so that a list
 * looks at nothing else: to walk through all keys of a server that has others would hold it up.
 *
 * @module
 */

import { createHash } from 'node:crypto'

export interface Script {
  readonly text: string
  readonly sha1: string
}

const script = (text: string): Script => ({ text, sha1: createHash('sha1').update(text).digest('hex') })

/** Adds each segment of a key to the set of those that follow its beginning. `ARGV` from `first` on: the sets, the segments. */
const indexed = (first: number) => `
local beginning = ''
for i = ${first + 1}, #ARGV do
  redis.call('SADD', ARGV[${first}] .. beginning, ARGV[i])
  beginning = beginning == '' and ARGV[i] or beginning .. '.' .. ARGV[i]
end
`

const NOW = `
local time = redis.call('TIME')
local revision = time[1] * 1000000 + time[2]
local at = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
`

/**
 * Writes, if the revision is as expected, and gives the hint, which names the key.
 *
 * KEYS: the entry. ARGV: the expected revision (`*`: any, empty: no entry), the value, how long it lasts in ms (0: for
 * ever), the channel (empty: no hint), what keys of sets begin with, and the segments of the key. The sets are no KEYS:
 * whoever may write an entry may only add to them.
 */
export const WRITE = script(`
local held = redis.call('HGET', KEYS[1], 'revision')
if ARGV[1] ~= '*' and ARGV[1] ~= (held or '') then return false end
${NOW}
if held and revision <= tonumber(held) then revision = tonumber(held) + 1 end
local written = { string.format('%.0f', revision), at }
redis.call('HSET', KEYS[1], 'revision', written[1], 'at', at, 'value', ARGV[2])
local lasts = tonumber(ARGV[3])
if lasts > 0 then redis.call('PEXPIRE', KEYS[1], lasts) end
${indexed(5)}
if ARGV[4] ~= '' then redis.call('PUBLISH', ARGV[4], beginning) end
return written
`)

/**
 * Creates, by commands that can't change what is there: a user who may do nothing else can erase nothing. Then the entry
 * lasts for ever.
 *
 * KEYS: the entry. ARGV: the value, how long it lasts in ms where the user may say so, what keys of sets begin with, and the
 * segments of the key.
 */
export const CREATE = script(`
${NOW}
if redis.call('HSETNX', KEYS[1], 'value', ARGV[1]) == 0 then return false end
local written = { string.format('%.0f', revision), at }
redis.call('HSETNX', KEYS[1], 'revision', written[1])
redis.call('HSETNX', KEYS[1], 'at', at)
redis.pcall('PEXPIRE', KEYS[1], ARGV[2])
${indexed(3)}
return written
`)

/**
 * Lists the entries whose keys begin with ARGV[3], as key, value, revision and time, one after the other.
 *
 * ARGV: what keys of entries and of sets begin with, and the beginning. Members of which nothing is left are taken out as
 * far as the user may.
 */
export const LIST = script(`
local found = {}
local function walk(key)
  local before = #found
  if key ~= '' then
    local entry = redis.call('HMGET', ARGV[1] .. key, 'value', 'revision', 'at')
    if entry[1] then
      for _, field in ipairs({ key, entry[1], entry[2], entry[3] }) do found[#found + 1] = field end
    end
  end
  for _, segment in ipairs(redis.call('SMEMBERS', ARGV[2] .. key)) do
    if not walk(key == '' and segment or key .. '.' .. segment) then
      redis.pcall('SREM', ARGV[2] .. key, segment)
    end
  end
  return #found > before
end
walk(ARGV[3])
return found
`)
