// Windows-1252 done here: Node 20 decodes it as ISO 8859-1, which loses quotes and dashes and the letters at 0x80–0x9F.

const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const PIECE = 8_192;

export function decodeWestern(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    out += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return out.replace(/[\u0080-\u009f]/g, (character) => HIGH[character.charCodeAt(0) - 0x80] ?? character);
}
