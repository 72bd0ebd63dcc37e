-- One put of closed intervals and of what they restate: all of it, or nothing of it (laws H1, H2).
-- KEYS  base
-- ARGV  #intervals     {site length kind from cell minutes epoch sequence value found ttl}
--       #restatements  {site minute length from cell field stop before after ttl events}
--       found: '' = no matter, 'none', or the version that is restated, 'epoch sequence'
-- Returns how many are another now, or -1: what is restated is another than was found, nothing was written.
-- A value is 'epoch sequence minutes ' and the interval's bytes; of a restatement 'stop before after events'.
local base, taken, at = KEYS[1], {}, 2

local function keyAt(first)
  return base .. ':intervals:' .. ARGV[first] .. ':' .. ARGV[first + 1] .. ':' .. ARGV[first + 2] .. ':' .. ARGV[first + 3]
end

for _ = 1, tonumber(ARGV[1]) do
  local key, cell = keyAt(at), ARGV[at + 4]
  local stored = redis.call('HGET', key, cell)
  local epoch, sequence = string.match(stored or '', '^(%d+) (%d+) ')
  local found = ARGV[at + 9]
  if found ~= '' and found ~= (epoch and (epoch .. ' ' .. sequence) or 'none') then return -1 end
  local mine, theirs = tonumber(ARGV[at + 6]), tonumber(epoch or -1)
  if mine > theirs or (mine == theirs and tonumber(ARGV[at + 7]) > tonumber(sequence)) then taken[#taken + 1] = at end
  at = at + 11
end

-- A key that lives as long as what is written to it is kept.
local function keepFor(key, ttl)
  if redis.call('PTTL', key) < tonumber(ttl) then redis.call('PEXPIRE', key, ttl) end
end

for _, first in ipairs(taken) do
  local key, site, length, from = keyAt(first), ARGV[first], ARGV[first + 1], ARGV[first + 3]
  local header = ARGV[first + 6] .. ' ' .. ARGV[first + 7] .. ' ' .. ARGV[first + 5] .. ' '
  redis.call('HSET', key, ARGV[first + 4], header .. ARGV[first + 8])
  keepFor(key, ARGV[first + 10])
  local begins = base .. ':begins:' .. site .. ':' .. length
  redis.call('ZADD', begins, from, from)
  keepFor(begins, ARGV[first + 10])
  redis.call('HSET', base .. ':sites', site, string.format('%.0f', 1 + tonumber(redis.call('HGET', base .. ':sites', site) or 0)))
end

local count = tonumber(ARGV[at])
at = at + 1
for _ = 1, count do
  local site, minute, length, field = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 5]
  local key = base .. ':restated:' .. site .. ':' .. minute
  local kept = redis.call('HGET', key, field) or ''
  local before = string.match(kept, '^%S+ (%S+) ') or ARGV[at + 7]
  local events, known = ARGV[at + 10], string.match(kept, '^%S+ %S+ %S+ (%S+)$')
  if kept ~= '' then events = known and tonumber(known) and tonumber(events) and string.format('%.0f', known + events) or 'null' end
  local minutes, ends = base .. ':minutes:' .. site, base .. ':ends:' .. site .. ':' .. length
  if before == ARGV[at + 8] then
    redis.call('HDEL', key, field)
  else
    redis.call('HSET', key, field, ARGV[at + 6] .. ' ' .. before .. ' ' .. ARGV[at + 8] .. ' ' .. events)
    redis.call('ZADD', minutes, minute, minute)
    redis.call('ZADD', ends, ARGV[at + 6], minute .. ' ' .. field)
    for _, each in ipairs({ key, minutes, ends }) do keepFor(each, ARGV[at + 9]) end
  end
  at = at + 11
end
return #taken
