-- A step of taking away what may be forgotten (law K4).
-- KEYS  base                 ARGV  now, audit entries' ids before, most
-- Returns how many of both were taken away: go on while it is `most` of one.
local base, most = KEYS[1], ARGV[3]
local names = redis.call('ZRANGE', base .. ':until', '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, most)
for _, name in ipairs(names) do
  redis.call('HDEL', base .. ':accounts', name)
  redis.call('ZREM', base .. ':revisions', name)
  redis.call('ZREM', base .. ':until', name)
end
local entries = redis.call('ZRANGE', base .. ':audited', '-', '(' .. ARGV[2], 'BYLEX', 'LIMIT', 0, most)
for _, id in ipairs(entries) do
  redis.call('HDEL', base .. ':audit', id)
  redis.call('ZREM', base .. ':audited', id)
end
return math.max(#names, #entries)
