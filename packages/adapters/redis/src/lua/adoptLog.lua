-- The operator's word that this is the partition's log from its start: where to read on is forgotten, the numbers stay.
-- KEYS  base                 ARGV  format fold partitions log('' = it cannot say)
-- Whoever owns the partition is fenced: no claim has an empty nonce. Returns nothing, or an error FORMAT.
local meta = KEYS[1] .. ':meta'
local found = redis.call('HMGET', meta, 'format', 'epoch', 'sequence')
if found[1] and (tonumber(found[1]) or math.huge) > tonumber(ARGV[1]) then
  return redis.error_reply('FORMAT ' .. found[1])
end
local time = redis.call('TIME')
local epoch = math.max(tonumber(found[2] or 0) + 1, tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
redis.call('HSET', meta, 'format', ARGV[1], 'epoch', string.format('%.0f', epoch), 'nonce', '', 'offset', '',
  'mark', '', 'log', ARGV[4])
-- A state with commits that names no fold is of the first program.
redis.call('HSETNX', meta, 'fold', tonumber(found[3] or 0) > 0 and '1' or ARGV[2])
redis.call('HSETNX', meta, 'partitions', ARGV[3])
