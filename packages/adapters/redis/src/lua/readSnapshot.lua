-- Every view row together with the position it stands at.
-- KEYS  base
-- Returns {epoch, sequence, {id, row, ...}}
local meta = redis.call('HMGET', KEYS[1] .. ':meta', 'epoch', 'sequence')
return { tonumber(meta[1] or 0), tonumber(meta[2] or 0), redis.call('HGETALL', KEYS[1] .. ':views') }
