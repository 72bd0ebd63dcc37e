-- Makes the caller the owner of a partition: commits of every other claim are refused from here on.
-- KEYS  base                 ARGV  format nonce fold partitions log('' = it cannot say) oldest fold
-- Returns {'claimed', epoch, sequence, offset or '', mark or ''} | {'refused', reason, stored, wanted}; refused, nothing
-- was written. Facts that the state does not have are the caller's from here on; an older format is this one from here on.
local meta, outbox = KEYS[1] .. ':meta', KEYS[1] .. ':outbox'
local format, nonce, fold, partitions, log, oldest = unpack(ARGV)
local found =
  redis.call('HMGET', meta, 'format', 'fold', 'partitions', 'log', 'epoch', 'sequence', 'offset', 'mark')
local storedFold, storedLog = found[2], found[4] or ''

if found[1] and (tonumber(found[1]) or math.huge) > tonumber(format) then
  return { 'refused', 'newer_format', found[1], format }
end
if storedFold and tonumber(storedFold) > tonumber(fold) then
  return { 'refused', 'newer_fold', storedFold, fold }
end
if found[3] and found[3] ~= partitions then
  return { 'refused', 'other_partitions', found[3], partitions }
end
if storedLog ~= '' and log ~= '' and storedLog ~= log then
  return { 'refused', 'other_log', storedLog, log }
end
-- The first program kept no fold: its state is one that has commits.
if tonumber(found[6] or 0) > 0 and tonumber(storedFold or 1) < tonumber(oldest) then
  return { 'refused', 'older_fold', storedFold or '1', fold }
end

-- The server's time keeps an epoch from being given again after its tail was lost; the outbox's last id keeps entries in
-- order even when only the outbox remained.
local time = redis.call('TIME')
local epoch = math.max(tonumber(found[5] or 0) + 1, tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
if redis.call('TYPE', outbox).ok == 'stream' then
  local info = redis.call('XINFO', 'STREAM', outbox)
  for index = 1, #info, 2 do
    if info[index] == 'last-generated-id' then
      epoch = math.max(epoch, tonumber(string.match(info[index + 1], '^%d+')) + 1)
    end
  end
end
local number = string.format('%.0f', epoch)
redis.call('HSET', meta, 'format', format, 'epoch', number, 'nonce', nonce, 'fold', fold, 'partitions', partitions,
  'log', log == '' and storedLog or log)
return { 'claimed', number .. '-' .. nonce, tonumber(found[6] or 0), found[7] or '', found[8] or '' }
