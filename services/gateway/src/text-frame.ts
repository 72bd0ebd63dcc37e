/**
 * A message as its bytes on the wire: a WebSocket text frame, not masked, in one piece (RFC 6455, 5.2). It is put together once
 * and written to every board's socket as it is; to let each connection frame it again costs a quarter of the sending.
 */

const FINAL_TEXT = 0x81;
const SHORT = 126;
const MEDIUM = 0x1_00_00;

export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < SHORT ? 2 : length < MEDIUM ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_TEXT;
  if (length < SHORT) frame[1] = length;
  else if (length < MEDIUM) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}
