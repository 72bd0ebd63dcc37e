-- One commit of a partition: all of it, or nothing of it (laws S1, S2, S5, S6). What can fail (types of keys, permissions,
-- order of the outbox's ids, the arguments themselves) is asked before the first write: Redis does not roll back. Memory
-- and disk are asked by the server itself, at a script's first write only.
-- KEYS  base
-- ARGV  epoch from to offset('' = none) mark('' = none) delta channel
--       #dropped  {class bucket}
--       #rows     {key value}  #gone {key}
--       #views    {id row}     #gone {id}
--       #groups   {class bucket #records {key value} #gone {key}}
--       #outbox   {payload}
-- Returns 'committed' | 'fenced' | 'diverged', or an error COMMIT
local base, meta, outbox = KEYS[1], KEYS[1] .. ':meta', KEYS[1] .. ':outbox'
local stored = redis.call('HMGET', meta, 'epoch', 'nonce', 'sequence', 'outbox')
local number, nonce = string.match(ARGV[1], '^(%d+)%-?(.*)$')
local mine, theirs, sequence = tonumber(number), tonumber(stored[1] or 0), tonumber(stored[3] or 0)

-- A claim that is no longer there: the server lost its tail.
if theirs < mine then return 'diverged' end
-- Also an equal number: after a lost tail the same millisecond may have been given to another.
if theirs > mine or (stored[2] or '') ~= nonce then return 'fenced' end
if sequence == tonumber(ARGV[3]) then return 'committed' end
if sequence ~= tonumber(ARGV[2]) then return 'diverged' end

local at, problem = 8, nil

local function ask(key, kind, commands)
  local is = redis.call('TYPE', key).ok
  if is ~= 'none' and is ~= kind then problem = problem or (key .. ' is a ' .. is .. ', not a ' .. kind) end
  for _, command in ipairs(commands) do
    if not redis.acl_check_cmd(unpack(command)) then problem = problem or ('no permission for ' .. command[1]) end
  end
end

-- Where the next `count * width` arguments are.
local function take(width)
  local count = tonumber(ARGV[at])
  if not count or count < 0 then
    problem = problem or ('argument ' .. at .. ' is no count')
    count = 0
  end
  local first = at + 1
  at = first + count * width
  return { first, at - 1, count }
end

local function takeHash(key)
  local entry = { key = key, set = take(2), gone = take(1) }
  if entry.set[3] + entry.gone[3] > 0 then
    ask(key, 'hash', { { 'HSET', key, 'f', 'v' }, { 'HDEL', key, 'f' } })
  end
  return entry
end

local function takeBucket()
  local class, bucket = ARGV[at], ARGV[at + 1]
  at = at + 2
  local number = tonumber(bucket)
  -- NaN is not itself.
  if not number or number ~= number then problem = problem or 'a bucket is no number' end
  local index = base .. ':buckets:' .. (class or '')
  ask(index, 'zset', { { 'ZADD', index, '1', 'm' }, { 'ZREM', index, 'm' } })
  return { index = index, bucket = bucket, key = base .. ':records:' .. (class or '') .. ':' .. (bucket or '') }
end

local drops, groups = {}, {}
local dropped = take(0)[3]
for index = 1, dropped do
  drops[index] = takeBucket()
  ask(drops[index].key, 'hash', { { 'UNLINK', drops[index].key } })
end
local rows, views = takeHash(base .. ':rows'), takeHash(base .. ':views')
local count = take(0)[3]
for index = 1, count do
  local bucket = takeBucket()
  groups[index] = { at = bucket, hash = takeHash(bucket.key) }
end
local entries = take(1)
if at ~= #ARGV + 1 then problem = problem or ('arguments end at ' .. #ARGV .. ' instead of ' .. (at - 1)) end

local entry = tonumber(stored[4] or 0)
if entries[3] > 0 then
  ask(outbox, 'stream', { { 'XADD', outbox, '*', 'f', 'v' } })
  if redis.call('TYPE', outbox).ok == 'stream' then
    local info = redis.call('XINFO', 'STREAM', outbox)
    for index = 1, #info, 2 do
      if info[index] == 'last-generated-id' then
        local time, last = string.match(info[index + 1], '^(%d+)%-(%d+)$')
        if tonumber(time) > mine or (tonumber(time) == mine and tonumber(last) > entry) then
          problem = problem or ('the outbox already has ' .. info[index + 1])
        end
      end
    end
  end
end
local changes = ARGV[7] or ''
ask(meta, 'hash', { { 'HSET', meta, 'f', 'v' }, { 'SPUBLISH', changes, 'm' } })
if problem then return redis.error_reply('COMMIT ' .. problem .. '; nothing was written') end

-- In calls short enough for Lua's stack (8,000).
local function each(span, run)
  local first, last = span[1], span[2]
  while first <= last do
    local chunk = math.min(first + 3999, last)
    run(unpack(ARGV, first, chunk))
    first = chunk + 1
  end
end

local function replace(hash)
  each(hash.set, function(...) redis.call('HSET', hash.key, ...) end)
  each(hash.gone, function(...) redis.call('HDEL', hash.key, ...) end)
end

for _, drop in ipairs(drops) do
  redis.call('UNLINK', drop.key)
  redis.call('ZREM', drop.index, drop.bucket)
end
replace(rows)
replace(views)
for _, group in ipairs(groups) do
  replace(group.hash)
  if group.hash.set[3] > 0 then redis.call('ZADD', group.at.index, group.at.bucket, group.at.bucket) end
end
for index = entries[1], entries[2] do
  entry = entry + 1
  redis.call('XADD', outbox, string.format('%.0f-%.0f', mine, entry), 'p', ARGV[index], 'n', nonce)
end
redis.call('HSET', meta, 'sequence', ARGV[3], 'offset', ARGV[4], 'mark', ARGV[5], 'outbox',
  string.format('%.0f', entry))
redis.call('SPUBLISH', changes, ARGV[6])
return 'committed'
