-- One commit of a partition: all of it, or nothing of it (laws S1, S2, S5).
-- KEYS  base
-- ARGV  epoch from to offset('' = none) delta
--       #dropped  {class bucket}
--       #rows     {key value}  #gone {key}
--       #views    {id row}     #gone {id}
--       #groups   {class bucket #records {key value} #gone {key}}
--       #outbox   {payload}
-- Returns 'committed' | 'fenced' | 'diverged'
local base, meta = KEYS[1], KEYS[1] .. ':meta'
local stored = redis.call('HMGET', meta, 'epoch', 'sequence', 'outbox')
local mine, epoch, sequence = tonumber(ARGV[1]), tonumber(stored[1] or 0), tonumber(stored[2] or 0)

if epoch > mine then return 'fenced' end
-- A claim that is no longer there: the server lost its tail.
if epoch < mine then return 'diverged' end
if sequence == tonumber(ARGV[3]) then return 'committed' end
if sequence ~= tonumber(ARGV[2]) then return 'diverged' end

local at = 6

-- The next `count * width` arguments, in calls short enough for Lua's stack (8,000).
local function each(width, run)
  local count = tonumber(ARGV[at])
  at = at + 1
  local last = at + count * width - 1
  while at <= last do
    local chunk = math.min(at + 3999, last)
    run(unpack(ARGV, at, chunk))
    at = chunk + 1
  end
  return count
end

local function replace(key)
  local set = each(2, function(...) redis.call('HSET', key, ...) end)
  each(1, function(...) redis.call('HDEL', key, ...) end)
  return set
end

local dropped = tonumber(ARGV[at])
at = at + 1
for _ = 1, dropped do
  local class, bucket = ARGV[at], ARGV[at + 1]
  redis.call('UNLINK', base .. ':records:' .. class .. ':' .. bucket)
  redis.call('ZREM', base .. ':buckets:' .. class, bucket)
  at = at + 2
end

replace(base .. ':rows')
replace(base .. ':views')

local groups = tonumber(ARGV[at])
at = at + 1
for _ = 1, groups do
  local class, bucket = ARGV[at], ARGV[at + 1]
  at = at + 2
  if replace(base .. ':records:' .. class .. ':' .. bucket) > 0 then
    redis.call('ZADD', base .. ':buckets:' .. class, bucket, bucket)
  end
end

local count = tonumber(ARGV[at])
local entry = tonumber(stored[3] or 0)
for index = at + 1, at + count do
  entry = entry + 1
  redis.call('XADD', base .. ':outbox', string.format('%.0f-0', entry), 'p', ARGV[index])
end

redis.call('HSET', meta, 'sequence', ARGV[3], 'offset', ARGV[4], 'outbox', string.format('%.0f', entry))
redis.call('SPUBLISH', base .. ':changes', ARGV[5])
return 'committed'
