-- Records of a class by key; the newest bucket that has a key wins.
-- KEYS  base                 ARGV  class key...
-- Returns {index of the key in ARGV, bucket, value, ...}
local base, class = KEYS[1], ARGV[1]
local found, missing = {}, {}
for index = 2, #ARGV do missing[index - 1] = index end

for _, bucket in ipairs(redis.call('ZREVRANGE', base .. ':buckets:' .. class, 0, -1)) do
  local still = {}
  for first = 1, #missing, 4000 do
    local last = math.min(first + 3999, #missing)
    local keys = {}
    for index = first, last do keys[index - first + 1] = ARGV[missing[index]] end
    local values = redis.call('HMGET', base .. ':records:' .. class .. ':' .. bucket, unpack(keys))
    for offset = 1, #keys do
      local index = missing[first + offset - 1]
      if values[offset] then
        local size = #found
        found[size + 1], found[size + 2], found[size + 3] = index, bucket, values[offset]
      else
        still[#still + 1] = index
      end
    end
  end
  missing = still
  if #missing == 0 then break end
end
return found
