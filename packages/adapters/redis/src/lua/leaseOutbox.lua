-- Takes or renews the right to read a partition's outbox.
-- KEYS  base                 ARGV  owner milliseconds
-- Returns 1 when the owner holds it now, else 0
local lease = KEYS[1] .. ':lease'
local holder = redis.call('GET', lease)
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', lease, ARGV[1], 'PX', ARGV[2])
return 1
