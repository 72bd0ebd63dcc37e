-- Every view row together with the position it stands at.
-- KEYS  base
-- Returns {epoch, sequence, {id, row, ...}}
local meta = redis.call('HMGET', KEYS[1] .. ':meta', 'epoch', 'nonce', 'sequence')
-- A state that was never claimed since ffec8ce has no nonce.
local epoch = (meta[1] or '0') .. '-' .. (meta[2] or '')
return { epoch, tonumber(meta[3] or 0), redis.call('HGETALL', KEYS[1] .. ':views') }
