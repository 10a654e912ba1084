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

/** When an entry was written: whoever may write one may have put any time there, and none is later than now. */
const WRITTEN = `
local function written(stated)
  local number = tonumber(stated or '')
  return number and number <= tonumber(at) and stated or at
end
`

/** The revision of an entry; one that somebody has put there without one has one, too, so that it can be swapped. */
const HELD = `
local function held_revision(entry)
  if entry[1] and entry[1] ~= '' then return entry[1] end
  return entry[2] and '0' or nil
end
`

/** A server whose clock was set back by more, in µs, begins anew with the revisions. */
const SET_BACK = 1e12

/**
 * Writes, if the revision is as expected, and gives the hint, which names the key.
 *
 * KEYS: the entry. ARGV: the expected revision (`*`: any, empty: no entry), the value, how long it lasts in ms (0: for
 * ever), the channel (empty: no hint), what keys of sets begin with, and the segments of the key. The sets are no KEYS:
 * whoever may write an entry may only add to them.
 */
export const WRITE = script(`
${HELD}
local held = held_revision(redis.call('HMGET', KEYS[1], 'revision', 'value'))
if ARGV[1] ~= '*' and ARGV[1] ~= (held or '') then return false end
${NOW}
local last = tonumber(held or '')
-- Whoever may write the entry may have put anything there.
if last and revision <= last and last < revision + ${SET_BACK} then revision = last + 1 end
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
 * Reads an entry: value, revision and time.
 *
 * ARGV: its key, which is none of KEYS, since those a script may change.
 */
export const READ = script(`
local entry = redis.call('HMGET', ARGV[1], 'revision', 'value', 'at')
if not entry[2] then return false end
${NOW}
${WRITTEN}
${HELD}
return { entry[2], held_revision(entry), written(entry[3]) }
`)

/**
 * Lists the entries whose keys begin with ARGV[3], as key, value, revision and time, one after the other.
 *
 * ARGV: what keys of entries and of sets begin with, and the beginning. Members of which nothing is left are taken out as
 * far as the user may.
 */
export const LIST = script(`
${NOW}
${WRITTEN}
${HELD}
local found = {}
local function walk(key)
  local before = #found
  if key ~= '' then
    local entry = redis.call('HMGET', ARGV[1] .. key, 'revision', 'value', 'at')
    if entry[2] then
      for _, field in ipairs({ key, entry[2], held_revision(entry), written(entry[3]) }) do found[#found + 1] = field end
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
