-- Removes outbox entries; one that has the id but another nonce is another entry, and stays.
-- KEYS  base                 ARGV  {id nonce}
local outbox = KEYS[1] .. ':outbox'
for index = 1, #ARGV, 2 do
  local entry = redis.call('XRANGE', outbox, ARGV[index], ARGV[index])[1]
  -- Fields: p payload, n nonce (ffec8ce wrote none).
  if entry and (entry[2][4] or '') == ARGV[index + 1] then redis.call('XDEL', outbox, ARGV[index]) end
end
