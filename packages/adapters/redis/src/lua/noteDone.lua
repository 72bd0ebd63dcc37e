-- Notes which receivers are done with outbox entries, for whoever holds the lease at this moment.
-- KEYS  base                 ARGV  owner {id nonce receivers(JSON array)}
-- Returns 1, or 0 when the owner does not hold it and nothing was noted
-- Under `done`, by id/nonce: {"format":1,"receivers":[…]}; of another format it begins anew.
local base, done = KEYS[1], KEYS[1] .. ':done'
if redis.call('GET', base .. ':lease') ~= ARGV[1] then return 0 end
for index = 2, #ARGV, 3 do
  local id, nonce = ARGV[index], ARGV[index + 1]
  local entry = redis.call('XRANGE', base .. ':outbox', id, id)[1]
  if entry and (entry[2][4] or '') == nonce then
    local field, all, has = id .. '/' .. nonce, {}, {}
    local held = redis.call('HMGET', done, field)[1]
    local known = held and cjson.decode(held) or {}
    for _, list in ipairs({ known.format == 1 and known.receivers or {}, cjson.decode(ARGV[index + 2]) }) do
      for _, receiver in ipairs(list) do
        if not has[receiver] then all[#all + 1] = receiver end
        has[receiver] = true
      end
    end
    if #all > 0 then redis.call('HSET', done, field, cjson.encode({ format = 1, receivers = all })) end
  end
end
return 1
