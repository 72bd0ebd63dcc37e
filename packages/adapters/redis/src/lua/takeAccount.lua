-- Gives an account away, once (law K3).
-- KEYS  base                 ARGV  name
-- Returns its value, or nothing.
local base, name = KEYS[1], ARGV[1]
local value = redis.call('HGET', base .. ':accounts', name)
if not value then return false end
redis.call('HDEL', base .. ':accounts', name)
redis.call('ZREM', base .. ':revisions', name)
redis.call('ZREM', base .. ':until', name)
return value
