-- Everything of a partition at one moment: state and position are of the same commit. Redis answers nobody else meanwhile.
-- KEYS  base                 ARGV  {class}
-- Returns {epoch, sequence, offset or '', {suffix dump}}; empty when there is no such partition.
local base = KEYS[1]
local found = redis.call('HMGET', base .. ':meta', 'epoch', 'sequence', 'offset')
if not found[1] then return {} end
local answer = { found[1], found[2] or '0', found[3] or '' }

local function add(suffix)
  local dump = redis.call('DUMP', base .. suffix)
  if dump then
    answer[#answer + 1] = suffix
    answer[#answer + 1] = dump
  end
end

add(':meta')
add(':rows')
add(':views')
add(':outbox')
add(':done')
for _, class in ipairs(ARGV) do
  local index = ':buckets:' .. class
  add(index)
  for _, bucket in ipairs(redis.call('ZRANGE', base .. index, 0, -1)) do add(':records:' .. class .. ':' .. bucket) end
end
return answer
