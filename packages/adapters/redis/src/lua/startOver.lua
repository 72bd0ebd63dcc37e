-- Takes all rows and records of a partition away, if it stands where the caller saw it; views and outbox stay.
-- KEYS  base
-- ARGV  format epoch sequence fold partitions log('' = it cannot say) #classes {class of records} {key value}
-- Whoever owns the partition is fenced: no claim has an empty nonce. Returns 1, or 0 when it stands elsewhere and nothing
-- was changed, or an error FORMAT.
local base, meta = KEYS[1], KEYS[1] .. ':meta'
local found = redis.call('HMGET', meta, 'format', 'epoch', 'nonce', 'sequence', 'log')
if found[1] and (tonumber(found[1]) or math.huge) > tonumber(ARGV[1]) then
  return redis.error_reply('FORMAT ' .. found[1])
end
if (found[2] or '0') .. '-' .. (found[3] or '') ~= ARGV[2] or (found[4] or '0') ~= ARGV[3] then return 0 end

redis.call('UNLINK', base .. ':rows')
local classes = tonumber(ARGV[7])
for at = 8, 7 + classes do
  local index = base .. ':buckets:' .. ARGV[at]
  for _, bucket in ipairs(redis.call('ZREVRANGE', index, 0, -1)) do
    redis.call('UNLINK', base .. ':records:' .. ARGV[at] .. ':' .. bucket)
  end
  redis.call('UNLINK', index)
end
for at = 8 + classes, #ARGV, 2 do redis.call('HSET', base .. ':rows', ARGV[at], ARGV[at + 1]) end

local time = redis.call('TIME')
local epoch = math.max(tonumber(found[2] or 0) + 1, tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
redis.call('HSET', meta, 'format', ARGV[1], 'epoch', string.format('%.0f', epoch), 'nonce', '', 'offset', '',
  'mark', '', 'fold', ARGV[4], 'partitions', ARGV[5], 'log', ARGV[6] == '' and (found[5] or '') or ARGV[6])
return 1
