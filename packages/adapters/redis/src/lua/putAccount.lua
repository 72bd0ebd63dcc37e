-- An account is put over the revision it was read at, or not at all (laws K1, K2).
-- KEYS  base
-- ARGV  format name expected until value tag kept
--       expected: the revision, '' = there is none; until: epoch ms, '' = never forgotten by itself; tag: of this put, nobody can guess it;
--       kept: so many tags
-- Returns its revision, or -1: another came first.
local base, name = KEYS[1], ARGV[2]
local state = redis.call('HMGET', base .. ':state', 'format', 'revision')
if state[1] and state[1] ~= ARGV[1] then return redis.error_reply('OTHERFORMAT ' .. state[1]) end
local before = string.match(redis.call('HGET', base .. ':accounts', name) or '', '^%d+') or ''
if before ~= ARGV[3] then return -1 end
local last = tonumber(state[2] or 0)
local revision = string.format('%.0f', last + 1)
redis.call('HSET', base .. ':state', 'format', ARGV[1], 'revision', revision)
redis.call('HSET', base .. ':tags', revision, ARGV[6])
redis.call('HDEL', base .. ':tags', string.format('%.0f', last + 1 - ARGV[7]))
redis.call('HSET', base .. ':accounts', name, revision .. ' ' .. ARGV[5])
redis.call('ZADD', base .. ':revisions', revision, name)
if ARGV[4] == '' then redis.call('ZREM', base .. ':until', name) else redis.call('ZADD', base .. ':until', ARGV[4], name) end
return tonumber(revision)
