-- Makes the caller the owner of a partition: commits of earlier epochs are fenced from here on.
-- KEYS  base                 ARGV  format
-- Returns {epoch, sequence, offset or ''}, or an error FORMAT when another version of the program wrote this state.
local meta = KEYS[1] .. ':meta'
local found = redis.call('HMGET', meta, 'format', 'sequence', 'offset')
if found[1] and found[1] ~= ARGV[1] then
  return redis.error_reply('FORMAT ' .. found[1])
end
redis.call('HSET', meta, 'format', ARGV[1])
local epoch = redis.call('HINCRBY', meta, 'epoch', 1)
return { epoch, tonumber(found[2] or 0), found[3] or '' }
