-- Outbox entries with what was noted of each, as of one moment: one that is acknowledged in between would else come without its notes.
-- KEYS  base                 ARGV  first limit
-- Returns {{id, nonce, payload, noted}, ...}; noted: as noteDone.lua writes it, or empty
local answer = {}
for index, entry in ipairs(redis.call('XRANGE', KEYS[1] .. ':outbox', ARGV[1], '+', 'COUNT', ARGV[2])) do
  -- Fields: p payload, n nonce (ffec8ce wrote none).
  local id, nonce = entry[1], entry[2][4] or ''
  local noted = redis.call('HMGET', KEYS[1] .. ':done', id .. '/' .. nonce)[1]
  answer[index] = { id, nonce, entry[2][2] or '', noted or '' }
end
return answer
