-- Accounts that were put after a revision, as they are now; all of them where its tag is another (law K2).
-- KEYS  base                 ARGV  format revision tag
-- Returns {'anew' or 'more', last revision, its tag, values, the oldest first}.
local base, after = KEYS[1], ARGV[2]
local state = redis.call('HMGET', base .. ':state', 'format', 'revision')
if state[1] and state[1] ~= ARGV[1] then return redis.error_reply('OTHERFORMAT ' .. state[1]) end
local last = state[2] or '0'
local function tagOf(revision)
  if revision == '0' then return 'none' end
  return redis.call('HGET', base .. ':tags', revision) or ''
end
local anew = ARGV[3] == '' or tonumber(after) > tonumber(last) or tagOf(after) ~= ARGV[3]
local answer = { anew and 'anew' or 'more', last, tagOf(last) }
local names = redis.call('ZRANGE', base .. ':revisions', anew and '-inf' or ('(' .. after), '+inf', 'BYSCORE')
for from = 1, #names, 1000 do
  local some = {}
  for at = from, math.min(from + 999, #names) do some[#some + 1] = names[at] end
  for _, value in ipairs(redis.call('HMGET', base .. ':accounts', unpack(some))) do answer[#answer + 1] = value end
end
return answer
