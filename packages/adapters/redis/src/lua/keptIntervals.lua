-- Where the oldest interval of a site and length begins that is kept, and where the newest ends.
-- KEYS  base
-- ARGV  site length
-- Returns {from, to}, or {} when none is kept.
local base, site, length = KEYS[1], ARGV[1], ARGV[2]
local index = base .. ':begins:' .. site .. ':' .. length

-- What has expired is in the index until the next `forget`.
local function firstKept(command)
  for rank = 0, redis.call('ZCARD', index) - 1 do
    local begin = redis.call(command, index, rank, rank)[1]
    local minutes
    for _, kind in ipairs({ 'q', 'c', 's', 'a', 't', 'x' }) do
      local all = redis.call('HGETALL', base .. ':intervals:' .. site .. ':' .. length .. ':' .. kind .. ':' .. begin)
      for at = 2, #all, 2 do minutes = math.max(minutes or 0, tonumber(string.match(all[at], '^%d+ %d+ (%d+) '))) end
    end
    if minutes then return begin, minutes end
  end
end

local from = firstKept('ZRANGE')
if not from then return {} end
local last, minutes = firstKept('ZREVRANGE')
return { from, string.format('%.0f', tonumber(last) + minutes * 60000) }
