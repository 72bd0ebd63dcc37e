/** By the names of the WHATWG, which are those of web pages. */
export function isEncoding(value: string): boolean {
  try {
    new TextDecoder(value);
    return true;
  } catch {
    return false;
  }
}
