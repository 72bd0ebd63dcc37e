-- Closed intervals of a span, as many as come to `most` and what begins at the same moment, as of one moment.
-- KEYS  base
-- ARGV  site length from to most what ('values' | 'count') #kinds {kind #cells {cell}}   #cells -1: all of the kind
-- Returns {puts, next from or '', from, {cell, value, ...}, ...}; of 'count' {puts, next from or '', how many}
local base, site, length, to, most = KEYS[1], ARGV[1], ARGV[2], ARGV[4], tonumber(ARGV[5])
local counts = ARGV[6] == 'count'
local asked, at = {}, 8
for _ = 1, tonumber(ARGV[7]) do
  local kind, cells = { letter = ARGV[at], count = tonumber(ARGV[at + 1]) }, {}
  for index = 1, math.max(0, kind.count) do cells[index] = ARGV[at + 1 + index] end
  kind.cells = cells
  asked[#asked + 1] = kind
  at = at + 2 + #cells
end

local answer = { redis.call('HGET', base .. ':sites', site) or '0', '' }
local read, from = 0, ARGV[3]
-- Of cells that are named as many as a call of Lua takes.
local STEP = 4000
while answer[2] == '' do
  local begins = redis.call('ZRANGE', base .. ':begins:' .. site .. ':' .. length, from, '(' .. to, 'BYSCORE', 'LIMIT', 0, 64)
  for _, begin in ipairs(begins) do
    if read >= most then
      answer[2] = begin
      break
    end
    local found = {}
    for _, kind in ipairs(asked) do
      local key = base .. ':intervals:' .. site .. ':' .. length .. ':' .. kind.letter .. ':' .. begin
      if kind.count >= 0 then
        for first = 1, #kind.cells, STEP do
          local last = math.min(first + STEP - 1, #kind.cells)
          for offset, value in ipairs(redis.call('HMGET', key, unpack(kind.cells, first, last))) do
            if value then
              found[#found + 1] = kind.cells[first + offset - 1]
              found[#found + 1] = value
            end
          end
        end
      elseif counts then
        read = read + redis.call('HLEN', key)
      else
        for _, each in ipairs(redis.call('HGETALL', key)) do found[#found + 1] = each end
      end
    end
    read = read + #found / 2
    if #found > 0 and not counts then
      answer[#answer + 1] = begin
      answer[#answer + 1] = found
    end
    from = '(' .. begin
  end
  if #begins < 64 then break end
end
if counts then answer[3] = read end
return answer
