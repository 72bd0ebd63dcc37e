-- An entry of the audit, once however often it is noted (law K5).
-- KEYS  base                 ARGV  id value
local base = KEYS[1]
redis.call('HSETNX', base .. ':audit', ARGV[1], ARGV[2])
redis.call('ZADD', base .. ':audited', 0, ARGV[1])
