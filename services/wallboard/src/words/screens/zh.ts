/** Simplified Chinese: a television that is paired, and the pages of who looks after screens. */
import type { Words } from "../words.ts";

export const pairingZh: Words["screens"]["pairing"] = {
  title: "配对此大屏",
  revoked: "此大屏已不再配对。重新配对后即可显示看板。",
  waiting: "看板没有响应，稍后会再次尝试。",
  open: "在手机或电脑上打开",
  good: (time) => `仅限一次，${time} 内有效`,
  qr: "带配对码的同一网址，供手机相机扫描",
  signIn: "改为在此设备上登录",
};
