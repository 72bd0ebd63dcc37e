-- Removes outbox entries with what was noted of them; one that has the id but another nonce is another entry, and stays.
-- KEYS  base                 ARGV  {id nonce}
local outbox, done = KEYS[1] .. ':outbox', KEYS[1] .. ':done'
for index = 1, #ARGV, 2 do
  local entry = redis.call('XRANGE', outbox, ARGV[index], ARGV[index])[1]
  -- Fields: p payload, n nonce (ffec8ce wrote none).
  if entry and (entry[2][4] or '') == ARGV[index + 1] then redis.call('XDEL', outbox, ARGV[index]) end
  redis.call('HDEL', done, ARGV[index] .. '/' .. ARGV[index + 1])
end
-- Of entries that a program acknowledged which knew nothing of notes.
if #redis.call('XRANGE', outbox, '-', '+', 'COUNT', 1) == 0 then redis.call('UNLINK', done) end
