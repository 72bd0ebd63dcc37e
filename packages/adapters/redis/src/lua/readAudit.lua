-- Entries of the audit before an id, newest first (law K5).
-- KEYS  base                 ARGV  before (not itself), from, most
-- Returns {id value}.
local base, answer = KEYS[1], {}
local ids = redis.call('ZRANGE', base .. ':audited', '(' .. ARGV[1], '[' .. ARGV[2], 'BYLEX', 'REV', 'LIMIT', 0, ARGV[3])
for _, id in ipairs(ids) do
  answer[#answer + 1] = id
  answer[#answer + 1] = redis.call('HGET', base .. ':audit', id) or '{}'
end
return answer
