-- A step of taking away what ended before a moment, of one site and length (law H4).
-- KEYS  base
-- ARGV  site length before from most
-- Returns the moment to go on from, or '' when nothing is left to look at.
local base, site, length, before, most = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[5])
local ends = base .. ':ends:' .. site .. ':' .. length
for _, member in ipairs(redis.call('ZRANGE', ends, '-inf', before, 'BYSCORE', 'LIMIT', 0, most)) do
  local minute, field = string.match(member, '^(%d+) (.*)$')
  local key = base .. ':restated:' .. site .. ':' .. minute
  redis.call('HDEL', key, field)
  redis.call('ZREM', ends, member)
  if redis.call('HLEN', key) == 0 then redis.call('ZREM', base .. ':minutes:' .. site, minute) end
end

local begins = redis.call('ZRANGE', base .. ':begins:' .. site .. ':' .. length, ARGV[4], '(' .. ARGV[3], 'BYSCORE', 'LIMIT', 0, 100)
local looked = 0
for _, begin in ipairs(begins) do
  if looked >= most then return begin end
  local left = 0
  for _, kind in ipairs({ 'q', 'c', 's', 'a', 'b', 't', 'x' }) do
    local key = base .. ':intervals:' .. site .. ':' .. length .. ':' .. kind .. ':' .. begin
    local all = redis.call('HGETALL', key)
    for at = 1, #all, 2 do
      looked = looked + 1
      local minutes = tonumber(string.match(all[at + 1], '^%d+ %d+ (%d+) '))
      if tonumber(begin) + minutes * 60000 <= before then redis.call('HDEL', key, all[at]) else left = left + 1 end
    end
  end
  if left == 0 then redis.call('ZREM', base .. ':begins:' .. site .. ':' .. length, begin) end
end
if #begins == 100 then return '(' .. begins[100] end
if #redis.call('ZRANGE', ends, '-inf', before, 'BYSCORE', 'LIMIT', 0, 1) > 0 then return '+inf' end
return ''
